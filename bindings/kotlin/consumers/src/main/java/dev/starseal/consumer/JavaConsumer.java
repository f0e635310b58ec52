package dev.starseal.consumer;

import dev.starseal.Code;
import dev.starseal.FrameScanner;
import dev.starseal.Language;
import dev.starseal.Outcome;
import dev.starseal.Policy;
import dev.starseal.Restored;
import dev.starseal.Starseal;
import dev.starseal.StarsealException;
import dev.starseal.Verdict;
import dev.starseal.Verifier;
import dev.starseal.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** An application that uses the layer from Java. KotlinConsumer makes the same calls and prints the same lines. */
public final class JavaConsumer {
    private JavaConsumer() {}

    public static void main(String[] arguments) throws IOException, StarsealException {
        byte[] anchor = Files.readAllBytes(Path.of(arguments[0]));
        String carrier = arguments[1];
        System.out.println("library " + Starseal.getLibraryVersion() + ", format " + Starseal.getFormatVersion());
        try (Verifier verifier = new Verifier(anchor)) {
            When now = When.now(Instant.parse("2026-11-22T03:00:00Z"));
            Verdict verdict = verifier.check(carrier, now);
            if (verdict.getOutcome() instanceof Outcome.Stands outcome) {
                System.out.println("stands: " + outcome.getLabel().getProductId() + ", until " + outcome.getLastDay());
            } else if (verdict.getOutcome() instanceof Outcome.DoesNotStand outcome) {
                System.out.println("does not stand: " + outcome.getCode());
            } else if (verdict.getOutcome() instanceof Outcome.Refused outcome) {
                System.out.println("refused: " + outcome.getCode());
            }
            System.out.println("shown: " + verdict.getMark().getText() + ", " + verdict.getColor().getText() + ", "
                    + verdict.sentence(Language.JA));
            System.out.println("checked: " + verdict.getChecks().stream().map(it -> it.getCheck() + " " + it.getResult()).toList());
            System.out.println("refused: " + verifier.check("HTTPS://SHOP.EXAMPLE/").sentence(Language.EN));
            System.out.println("many: " + verifier.checkMany(List.of(carrier, ""), now).stream().map(Verdict::getCode).toList());
            System.out.println("on a day: " + verifier.check(carrier, When.on(LocalDate.of(2031, 1, 1))).getCode());

            verifier.setPolicy(new Policy().withMinimumLevel(4).withMinimumDaysLeft(30));
            System.out.println("policy: " + verifier.check(carrier, now).getBrokenRules().stream()
                    .map(it -> it.getRule() + " " + it.getRequired() + " " + it.getFound()).toList());
            try {
                verifier.setPolicy(new Policy().withMinimumLevel(0));
            } catch (StarsealException refused) {
                System.out.println("policy refused: " + refused.getCode() + ", " + refused.getMessage() + ", "
                        + refused.sentence(Language.EN));
            }
            try {
                verifier.updateStatus(new byte[] {1});
            } catch (StarsealException.StatusList refused) {
                System.out.println("list refused: " + (refused.getCode() == Code.STATUS_LIST_MALFORMED) + ", "
                        + refused.getDetail());
            }

            Restored restored = Verifier.restored(anchor, verifier.exportState());
            System.out.println("restored: " + restored.getLists() + ", " + restored.getVerifier().getAuthorities().stream()
                    .map(it -> it.getNames().getEn()).toList());
            try (FrameScanner scanner = new FrameScanner(restored.getVerifier())) {
                System.out.println("frame: " + scanner.checkFrame(new byte[64 * 64], 64, 64, 64, now));
            }
            try {
                restored.getVerifier().checkImage(new byte[400], 10, 10);
            } catch (StarsealException.Image refused) {
                System.out.println("image refused: " + refused.getDetail());
            }
            restored.getVerifier().close();
        }
    }
}
