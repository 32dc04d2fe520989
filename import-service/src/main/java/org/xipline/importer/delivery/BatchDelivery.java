package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.delivery.DeliveryObserver.Fate;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.retry.MailboxPause;
import org.xipline.importer.retry.PausedMailboxes;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.EmailAddress;

/** Takes one batch of one lane from its records to its outcomes. */
final class BatchDelivery {
  private static final Logger LOGGER = LoggerFactory.getLogger(BatchDelivery.class);

  /** A server that always ends the session is not asked without pause. */
  private static final Duration ASK_AGAIN = Duration.ofMillis(200);

  private final MailboxVisits visits;
  private final PayloadStore payloads;
  private final RetryPolicy retryPolicy;
  private final DeliveryOutcomes outcomes;
  private final DeliveryObserver observer;
  private final DeliveryRuntime runtime;
  private final PausedMailboxes resting;

  BatchDelivery(
      MailboxVisits visits,
      PayloadStore payloads,
      RetryPolicy retryPolicy,
      PausedMailboxes resting,
      DeliveryOutcomes outcomes,
      DeliveryObserver observer,
      DeliveryRuntime runtime) {
    this.visits = visits;
    this.payloads = payloads;
    this.retryPolicy = retryPolicy;
    this.resting = resting;
    this.outcomes = outcomes;
    this.observer = observer;
    this.runtime = runtime;
  }

  /**
   * Delivers what can be delivered now, and tells of it.
   *
   * @param leave that the server gave for it
   */
  Leftover deliver(String lane, List<InFlightMessage> batch, ProbePermit leave) {
    var round = new Round(lane, leave);
    batch.forEach(round::admit);
    return round.deliver();
  }

  /** Finds out whether the server can be reached, by a mailbox that could not. */
  void probe(EmailAddress mailbox, ProbePermit leave) {
    visits.probe(mailbox, leave);
  }

  /** Lets parcels go undone: whoever has their partition next consumes them again. */
  void giveUp(List<InFlightMessage> parcels) {
    for (InFlightMessage parcel : parcels) {
      parcel.drop();
      observer.letGo(Fate.GIVEN_UP, parcel.waitingSince());
    }
  }

  /** One batch on its way. */
  private final class Round {
    private final String lane;
    private final ProbePermit leave;
    private final Instant begin = runtime.clock().instant();
    private final double jitter = runtime.random().getAsDouble();
    private final Optional<MailboxPause> rest;
    private final Map<MessageFingerprint, Load> loads = new LinkedHashMap<>();
    private final List<InFlightMessage> again = new ArrayList<>();
    private Duration backoff = Duration.ZERO;

    Round(String lane, ProbePermit leave) {
      this.lane = lane;
      this.leave = leave;
      this.rest = resting.of(lane, begin);
    }

    void admit(InFlightMessage parcel) {
      if (parcel.flow().isGivenUp()) {
        giveUp(List.of(parcel));
        return;
      }
      switch (Admission.of(parcel.contents(), payloads)) {
        case Admission.Excluded(SetAside why) ->
            outcomes.tell(parcel, new NextStep.DeadLettered(why));
        case Admission.Admitted(EmailAddress mailbox, OutgoingMessage message) ->
            load(new Load(parcel, mailbox, message));
      }
    }

    private void load(Load load) {
      InFlightMessage parcel = load.parcel();
      if (rest.isPresent()) {
        take(
            parcel,
            NextStep.whileResting(
                rest.get(), parcel.attempts(), parcel.firstTriedAt(begin), retryPolicy));
      } else if (loads.putIfAbsent(load.message().fingerprint(), load) != null) {
        // The same message twice in one batch: the second one finds the first.
        again.add(parcel);
      }
    }

    Leftover deliver() {
      if (loads.isEmpty()) {
        return new Leftover(again, backoff, false);
      }
      EmailAddress mailbox = loads.values().iterator().next().mailbox();
      List<OutgoingMessage> messages = loads.values().stream().map(Load::message).toList();
      MailboxVisits.Visited visited = visits.deliver(mailbox, messages, leave);
      Instant now = runtime.clock().instant();
      visited.results().forEach(result -> observe(result, now));
      boolean works = visited.results().stream().anyMatch(BatchDelivery::isInFolder);
      int index = 0;
      for (Load load : loads.values()) {
        follow(load.parcel(), visited.results().get(index++), works, now);
      }
      visited.trouble().ifPresent(this::tellOfTrouble);
      return new Leftover(again, backoff, visited.trouble().isPresent());
    }

    private void observe(AppendResult result, Instant now) {
      switch (result) {
        case AppendResult.Appended _, AppendResult.AlreadyPresent _ -> observer.mailboxWorked(lane);
        case AppendResult.TryLater(var _, String detail, var _) ->
            observer.mailboxRefused(lane, Optional.empty(), detail);
        case AppendResult.NotLetIn(var _, String detail) ->
            observer.mailboxRefused(lane, Optional.empty(), detail);
        case AppendResult.Throttled(String detail, Duration rest) ->
            observer.mailboxRefused(lane, Optional.of(now.plus(rest)), detail);
        // A dead letter says the one; the others say nothing of the mailbox.
        case AppendResult.Refused _, AppendResult.NotTried _, AppendResult.Unresolved _ -> {}
        case AppendResult.ContentUnavailable _ -> {}
      }
    }

    /**
     * What becomes of one message.
     *
     * @param works whether another message of the batch is in the folder
     */
    private void follow(InFlightMessage parcel, AppendResult result, boolean works, Instant now) {
      InFlightMessage tried = NextStep.isAttempt(result) ? parcel.attempted(now) : parcel;
      warnOfFirst(tried, result);
      NextStep next =
          NextStep.after(
              result, tried.attempts(), tried.firstTriedAt(now), now, retryPolicy, jitter);
      if (next instanceof NextStep.Retried retried) {
        putOff(retried, !works && NextStep.concernsMailbox(result), now);
      }
      take(tried, next);
    }

    private void warnOfFirst(InFlightMessage tried, AppendResult result) {
      if (tried.attempts() == 1
          && (result instanceof AppendResult.TryLater
              || result instanceof AppendResult.NotLetIn
              || result instanceof AppendResult.ContentUnavailable)) {
        LOGGER
            .atWarn()
            .addKeyValue("mailbox", lane)
            .addKeyValue("error", result)
            .log("delivery postponed");
      }
    }

    /** Where it is not this message's trouble alone, the mailbox is left alone as well. */
    private void putOff(NextStep.Retried retried, boolean concernsMailbox, Instant now) {
      if (concernsMailbox) {
        resting.rest(
            lane, new MailboxPause(retried.due(), retried.reason(), retried.detail()), now);
      }
    }

    private void take(InFlightMessage parcel, NextStep next) {
      switch (next) {
        case NextStep.Ending ending -> outcomes.tell(parcel, ending);
        case NextStep.WaitHere(Duration wait) -> keep(parcel, wait);
        case NextStep.AskAgain() -> keep(parcel, ASK_AGAIN);
      }
    }

    private void keep(InFlightMessage parcel, Duration wait) {
      again.add(parcel);
      backoff = wait.compareTo(backoff) > 0 ? wait : backoff;
    }

    /** Once for each message and outage. */
    private void tellOfTrouble(ServerImpairment trouble) {
      again.replaceAll(parcel -> {
        if (!trouble.since().equals(parcel.toldOf())) {
          outcomes.tellWaiting(parcel, trouble);
        }
        return parcel.toldOf(trouble.since());
      });
    }
  }

  private static boolean isInFolder(AppendResult result) {
    return result instanceof AppendResult.Appended || result instanceof AppendResult.AlreadyPresent;
  }

  private record Load(InFlightMessage parcel, EmailAddress mailbox, OutgoingMessage message) {}
}
