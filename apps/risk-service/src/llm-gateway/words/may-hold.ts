import type { Automaton } from './automaton.js';
import { DROPPED, foldedUnit, isHan, LONGER, SPACE_UNIT } from './fold.js';

/**
 * Whether a text may hold a word: one quick pass that remembers nothing, because nearly all texts hold none. Folds as
 * `Folder` does; at a character that folds into several it gives up and says yes.
 */
export function mayHold(automaton: Automaton, text: string): boolean {
  let state = 0;
  let afterSpace = true;
  let afterHan = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const folded = foldedUnit(unit);
    if (folded === DROPPED) continue;
    if (folded === LONGER) return true;
    if (folded === SPACE_UNIT) {
      const counts = !afterSpace && !afterHan;
      afterSpace = true;
      if (!counts) continue;
    } else {
      afterSpace = false;
      afterHan = isHan(unit);
    }
    state = automaton.step(state, folded);
    if (state !== 0 && automaton.ends(state)) return true;
  }
  return false;
}
