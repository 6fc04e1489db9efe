import type { Collection } from '../../contract/collection.ts';
import type { StoredCommand } from '../../renderer/replica/stored-command.ts';
import type { DeskAct, NetworkState } from './story.ts';

/** Whose desk it is, and where its server is. */
export type Account = Readonly<{ url: string; workspace: string; member: string; token: string }>;

/** A change of leads that the desk had stored when its call came back; `undoes` is its command or its batch. */
export type Written = Readonly<{ undoes: string }>;

/** Every read model as it is stored, canonical, by id. */
export type StoredDocuments = Readonly<Record<Collection, readonly string[]>>;

/** What a desk's local store holds in the end. */
export type Stored = Readonly<{ documents: StoredDocuments; commands: readonly StoredCommand[] }>;

/** A computer with one desk, whose local store outlives the desk. */
export interface Machine {
  /** Takes its place in a history: nothing is stored, the network is up. */
  begin(account: Account, seed: string): Promise<void>;
  /** Starts the desk on what is stored; nothing where it runs. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** As if the process were killed: what is not stored by now never is. */
  kill(): Promise<void>;
  network(state: NetworkState): Promise<void>;
  /** Nothing where the desk does not run, or shows no lead that it could be done to. */
  act(act: DeskAct): Promise<Written | undefined>;
  /** Resolves when the server has answered every command; the network is up then, and the desk runs. */
  sendAll(): Promise<void>;
  /** Starts the desk anew; resolves when everything that the server has by then is stored. */
  catchUp(): Promise<void>;
  /** Closes the desk. */
  stored(): Promise<Stored>;
  /** Removes what is stored. */
  end(): Promise<void>;
}
