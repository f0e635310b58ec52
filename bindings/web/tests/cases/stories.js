// Each file of test-vectors/stories is a case with the file's name.

import { equal, ok } from "./equal.js";
import { age, asked, bytes, shown, wanted, words, wordsOfCode } from "./vectors.js";

const SPELLED = { taken: "accepted", known: "unchanged" };

export async function storyCases(starseal, files) {
  const tell = async (name) => {
    const story = await files.json(`stories/${name}`);
    const sentences = (await files.json("sentences"))[`stories/${name}`];
    equal(story.steps.length, sentences.length);
    const told = new Told(starseal, bytes(story.anchor));
    for (const [place, step] of story.steps.entries()) {
      equal(told[step.do](step, bytes(step.hex ?? ""), step.now && new Date(step.now)), sentences[place], step.do);
    }
  };
  return (await files.names("stories")).map((name) => ({ name: `story ${name}`, run: () => tell(name) }));
}

/** A verifier and the anchors that it was made with. Its methods are the steps of stories. */
class Told {
  constructor(starseal, anchor) {
    this.starseal = starseal;
    this.anchors = [anchor];
    this.verifier = new starseal.Verifier(anchor);
  }

  ["add-authority"](step, given) {
    const add = () => {
      this.verifier.addAuthority(given);
      this.anchors.push(given);
      return "taken";
    };
    return this.outcome(step, add);
  }

  ["update-trust"](step, given, now) {
    return this.outcome(step, () => this.verifier.updateTrust(given, now));
  }

  ["update-status"](step, given, now) {
    return this.outcome(step, () => this.verifier.updateStatus(given, now));
  }

  object(step, given) {
    return this.outcome(step, () => this.verifier.updateObject(given));
  }

  ["apply-bundle"](step, given, now) {
    return this.lists(step, () => this.verifier.apply(given, now));
  }

  restore(step, given) {
    return this.lists(step, () => this.verifier.restore(given));
  }

  restart() {
    const state = this.verifier.exportState();
    const { Verifier } = this.starseal;
    const [first, ...further] = this.anchors;
    let [restarted, lists] = [null, []];
    if (further.length === 0) {
      ({ verifier: restarted, lists } = Verifier.restored(first, state));
    } else {
      restarted = new Verifier(first);
      for (const anchor of further) restarted.addAuthority(anchor);
      lists = restarted.restore(state);
    }
    ok(lists.every(({ kind }) => kind !== "refused"), "a list of an exported state is refused");
    equal([...restarted.exportState()], [...state], "state");
    this.verifier.close();
    this.verifier = restarted;
    return null;
  }

  policy({ policy }) {
    this.verifier.policy = policyOf(policy, this.starseal.defaultPolicy());
    equal(this.verifier.policy, policyOf(policy, this.starseal.defaultPolicy()), "the policy read again");
    return null;
  }

  check(step) {
    const verdict = this.verifier.check(step.text, asked(step));
    equal(shown(verdict), wanted(step));
    equal(verdict.stands, step.stands);
    equal(age(verdict, verdict.statusIssuedAt, ["status-ageing", "status-stale"]), step.status_age_days ?? null);
    equal(verdict.lastDay, step.last_day ?? null);
    const recognized = verdict.recognized.map((by) => ({
      authority: by.authorityNames.en,
      level: by.level,
      since: by.since,
    }));
    equal(recognized, step.recognised ?? []);
    equal(verdict.brokenRules, step.policy ?? []);
    return words(verdict);
  }

  outcome(step, update) {
    const refused = (error) => {
      equal(error.code, step.expect);
      return wordsOfCode(this.starseal, error.code);
    };
    return this.refusable(update, refused, (taken) => {
      equal(SPELLED[taken], step.expect);
      return null;
    });
  }

  lists(step, apply) {
    const refused = (error) => {
      equal([error.code, []], [step.expect, step.lists]);
      return wordsOfCode(this.starseal, error.code);
    };
    return this.refusable(apply, refused, (each) => {
      equal(step.expect, "accepted");
      equal(each.map((one) => (one.kind === "refused" ? one.code : SPELLED[one.kind])), step.lists);
      const said = each.map((one) => (one.kind === "refused" ? wordsOfCode(this.starseal, one.code) : null));
      return said.some((one) => one !== null) ? { lists: said } : null;
    });
  }

  refusable(call, refused, accepted) {
    let result;
    try {
      result = call();
    } catch (error) {
      if (!(error instanceof this.starseal.StarsealError)) throw error;
      return refused(error);
    }
    return accepted(result);
  }
}

/** Returns the policy of a step. Fields that the step leaves out have their default. */
function policyOf(asked, usual) {
  const freshness = (of, otherwise) =>
    of === undefined
      ? otherwise
      : { ageingAfterDays: of.ageing_after_days, staleAfterDays: of.stale_after_days, acceptStale: of.accept_stale };
  return {
    minimumLevel: asked.minimum_level ?? usual.minimumLevel,
    minimumLevelOfCategory: asked.minimum_level_of_category ?? usual.minimumLevelOfCategory,
    acceptedCriteria: asked.accepted_criteria ?? usual.acceptedCriteria,
    minimumDaysLeft: asked.minimum_days_left ?? usual.minimumDaysLeft,
    assessment: asked.assessment ?? usual.assessment,
    acceptDeferral: asked.accept_deferral ?? usual.acceptDeferral,
    trustList: freshness(asked.trust_list, usual.trustList),
    statusList: freshness(asked.status_list, usual.statusList),
    requirePlausibleClock: asked.require_plausible_clock ?? usual.requirePlausibleClock,
  };
}
