/** What all servers keep together and no desk ever has, as Kakao's tokens. */
export const secret = `
CREATE TABLE secret (
  key text COLLATE "C" PRIMARY KEY,
  value text NOT NULL
);
`;
