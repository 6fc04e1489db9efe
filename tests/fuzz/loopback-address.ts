const addresses = 250;

/** One of many addresses of this machine, since guards count by address. Any 127.x.y.z is ours on Linux; elsewhere only the first is. */
export const addressOf = (number: number): string => (process.platform === 'linux' ? `127.0.1.${1 + (number % addresses)}` : '127.0.0.1');
