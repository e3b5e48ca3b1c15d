import { table } from '../text/table';

/** Zones without a slash in the IANA database (tzdata, `backward` included); ICU knows others that nobody else does. */
const PLAIN = new Set(
  (
    'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein ' +
    'Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu'
  ).split(' '),
);

/** What people write for a zone, and a zone of the database that keeps its time. */
const MEANT: Readonly<Record<string, string>> = table({
  'Asia/Beijing': 'Asia/Shanghai',
  'Asia/Peking': 'Asia/Shanghai',
  'China/Beijing': 'Asia/Shanghai',
  'America/San_Francisco': 'America/Los_Angeles',
  'America/Washington': 'America/New_York',
  'Europe/Frankfurt': 'Europe/Berlin',
  'Europe/Munich': 'Europe/Berlin',
  'Asia/Mumbai': 'Asia/Kolkata',
  'Asia/Delhi': 'Asia/Kolkata',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  EDT: 'America/New_York',
  CEST: 'Europe/Berlin',
  BST: 'Europe/London',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  SGT: 'Asia/Singapore',
  HKT: 'Asia/Hong_Kong',
});

/** True for a name of the IANA database, in its own capitals: Go looks it up as a file. */
export function isTimeZone(name: string): boolean {
  if (!name.includes('/')) return PLAIN.has(name);
  if (name.startsWith('SystemV/') || name.split('/').some((part) => !/^[A-Z]/.test(part))) return false;
  try {
    const resolved = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return resolved === name || resolved.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

/** The zone that is meant by a name that is none: by other words, by its letters in another case. */
export function meantTimeZone(name: string): string | undefined {
  const known = MEANT[name] ?? MEANT[name.toUpperCase()];
  return known ?? allTimeZones().find((zone) => zone.toLowerCase() === name.toLowerCase().replaceAll(' ', '_'));
}

export function allTimeZones(): readonly string[] {
  return [...PLAIN, ...Intl.supportedValuesOf('timeZone')];
}
