import type { StateCreator } from 'zustand';

export const screens = ['overview', 'leads', 'review', 'consents', 'dispatch', 'activity', 'settings'] as const;
export type Screen = (typeof screens)[number];

/** The parts of the activity screen: what was done, what was overwritten unseen, what could not be read. */
export const activityTabs = ['log', 'conflicts', 'quarantine'] as const;
export type ActivityTab = (typeof activityTabs)[number];

/** The parts of the settings: the desk itself, and each policy of the shop. */
export const settingsTabs = ['desk', 'score', 'requests', 'sending', 'learning'] as const;
export type SettingsTab = (typeof settingsTabs)[number];

/** Which screen is in front, and what is open beside it. */
export type NavigationSlice = Readonly<{
  screen: Screen;
  go: (screen: Screen) => void;
  /** A lead that the lead screen is to open, until it has. */
  wantedLead: string | undefined;
  showLead: (id: string) => void;
  leadShown: () => void;
  activityTab: ActivityTab;
  showActivity: (tab: ActivityTab) => void;
  settingsTab: SettingsTab;
  showSettings: (tab: SettingsTab) => void;
}>;

export const createNavigationSlice: StateCreator<NavigationSlice> = (set) => ({
  screen: 'overview',
  go: (screen) => set({ screen }),
  wantedLead: undefined,
  showLead: (id) => set({ screen: 'leads', wantedLead: id }),
  leadShown: () => set({ wantedLead: undefined }),
  activityTab: 'log',
  settingsTab: 'desk',
  showSettings: (settingsTab) => set({ screen: 'settings', settingsTab }),
  showActivity: (activityTab) => set({ screen: 'activity', activityTab }),
});

/** `#/leads` -> `leads`; anything else is no screen of ours (a one-time code, for one). */
export function screenOfHash(hash: string): Screen | undefined {
  return screens.find((screen) => hash === `#/${screen}`);
}
