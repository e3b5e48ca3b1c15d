/** Names of Linux signals as Docker knows them, without SIG (github.com/moby/sys/signal, signal_linux.go). */
const NAMES = new Set(
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'.split(
    ' ',
  ),
);

/** True where Docker takes a text for a signal: a number but 0, or a name with or without SIG. */
export function isSignal(text: string): boolean {
  if (/^[-+]?\d+$/.test(text)) return Number(text) !== 0;
  const name = text.toUpperCase().replace(/^SIG/, '');
  return NAMES.has(name) || /^RTMIN(?:\+(?:[1-9]|1[0-5]))?$/.test(name) || /^RTMAX(?:-(?:[1-9]|1[0-4]))?$/.test(name);
}

export const SIGNALS: readonly string[] = [...NAMES].map((name) => `SIG${name}`);
