/** Which connection a client is handed over to. Unlogged: after a crash nobody has anything, which costs a message sent twice. */
export const clientLease = `
CREATE UNLOGGED TABLE client_lease (
  workspace integer NOT NULL,
  client text COLLATE "C" NOT NULL,
  holder text NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (workspace, client)
);
`;

/** Which servers are at work on messages. Unlogged: after a crash nobody is, and what was in their hands is looked up. */
export const senderLease = `
CREATE UNLOGGED TABLE sender_lease (
  holder text COLLATE "C" PRIMARY KEY,
  until timestamptz NOT NULL
);
`;
