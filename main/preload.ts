import { contextBridge, ipcRenderer } from 'electron';
import type { Channel, DesktopApi } from '../contract/ipc.ts';

/** Listed here too, and not read from the schemas: what the page can reach is this file, whole, without zod. */
const channels: Readonly<Record<Channel, true>> = { 'server:state': true, 'server:restart': true, 'shell:openExternal': true };

const api: DesktopApi = {
  call: (channel, input) =>
    Object.hasOwn(channels, channel) ? ipcRenderer.invoke(channel, input) : Promise.reject(new Error('unknown channel')),
};

contextBridge.exposeInMainWorld('talklens', api);
