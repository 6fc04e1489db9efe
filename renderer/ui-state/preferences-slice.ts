import type { StateCreator } from 'zustand';
import type { Density } from '../theme/density.ts';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

export const colourSchemes = ['auto', 'light', 'dark'] as const;
export type ColourScheme = (typeof colourSchemes)[number];

/** How this person likes the desk on this machine; the only slice that outlives the window. */
export type Preferences = Readonly<{ language: Language; colourScheme: ColourScheme; density: Density }>;

export type PreferencesSlice = Preferences & Readonly<{ prefer: (change: Partial<Preferences>) => void }>;

export const createPreferencesSlice: StateCreator<PreferencesSlice> = (set) => ({
  language: 'ko',
  colourScheme: 'auto',
  density: 'comfortable',
  prefer: (change) => set(change),
});
