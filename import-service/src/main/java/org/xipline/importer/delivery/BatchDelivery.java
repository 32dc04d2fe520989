package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.delivery.DeliveryObserver.Fate;
import org.xipline.importer.folder.BatchResult;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.retry.RestingMailboxes;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/** Takes one batch of one lane from its records to its outcomes. */
final class BatchDelivery {
  private static final Logger LOGGER = LoggerFactory.getLogger(BatchDelivery.class);

  /** A server that always ends the session is not asked without pause. */
  private static final Duration ASK_AGAIN = Duration.ofMillis(200);

  private final FolderDelivery folders;
  private final PayloadStore payloads;
  private final RetryPolicy retryPolicy;
  private final Outcomes outcomes;
  private final ServerGate server;
  private final DeliveryObserver observer;
  private final DeliveryRuntime runtime;
  private final boolean awaited;
  private final RestingMailboxes resting = new RestingMailboxes();

  BatchDelivery(
      FolderDelivery folders,
      PayloadStore payloads,
      RetryPolicy retryPolicy,
      Outcomes outcomes,
      ServerGate server,
      DeliveryObserver observer,
      DeliveryRuntime runtime,
      boolean awaited) {
    this.folders = folders;
    this.payloads = payloads;
    this.retryPolicy = retryPolicy;
    this.outcomes = outcomes;
    this.server = server;
    this.observer = observer;
    this.runtime = runtime;
    this.awaited = awaited;
  }

  /**
   * Delivers what can be delivered now, and tells of it.
   *
   * @param leave that the server gave for it
   */
  Leftover deliver(String lane, List<Parcel> batch, Leave leave) {
    var round = new Round(lane, leave);
    batch.forEach(round::admit);
    return round.deliver();
  }

  /** Finds out whether the server can be reached, by a mailbox that could not. */
  void probe(EmailAddress mailbox, Leave leave) {
    follow(unlessLockedOut(folders.probe(mailbox), 0), mailbox, leave);
  }

  private void follow(BatchResult result, EmailAddress mailbox, Leave leave) {
    result
        .unavailable()
        .ifPresentOrElse(
            detail -> server.lost(leave, mailbox, detail, runtime.clock().instant()),
            server::reached);
  }

  /** Credentials that nobody gets in with are the server's trouble, and no message's. */
  private BatchResult unlessLockedOut(BatchResult result, int messages) {
    Optional<Opening.LockedOut> refusal =
        result.lockedOut().filter(it -> LockOut.isCertain(it, runtime.clock().instant(), awaited));
    if (refusal.isEmpty()) {
      return result;
    }
    if (awaited) {
      throw new LockedOutException(refusal.get());
    }
    String detail = refusal.get().toString();
    return new BatchResult(
        Collections.nCopies(messages, new AppendResult.Unknown(detail)),
        Optional.of(detail),
        Optional.empty());
  }

  /** Lets parcels go undone: whoever has their partition next consumes them again. */
  void giveUp(List<Parcel> parcels) {
    for (Parcel parcel : parcels) {
      parcel.drop();
      observer.letGo(Fate.GIVEN_UP, parcel.waitingSince());
    }
  }

  /** One batch on its way. */
  private final class Round {
    private final String lane;
    private final Leave leave;
    private final Instant now = runtime.clock().instant();
    private final double jitter = runtime.random().getAsDouble();
    private final Optional<Instant> restsUntil;
    private final Map<MessageFingerprint, Load> loads = new LinkedHashMap<>();
    private final List<Parcel> again = new ArrayList<>();
    private Duration backoff = Duration.ZERO;

    Round(String lane, Leave leave) {
      this.lane = lane;
      this.leave = leave;
      this.restsUntil = resting.restsUntil(lane, now);
    }

    void admit(Parcel parcel) {
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
      Parcel parcel = load.parcel();
      if (restsUntil.isPresent()) {
        take(
            parcel,
            NextStep.whileResting(
                restsUntil.get(), parcel.attempts(), parcel.firstTriedAt(now), retryPolicy));
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
      BatchResult result = unlessLockedOut(append(mailbox), loads.size());
      BatchDelivery.this.follow(result, mailbox, leave);
      int index = 0;
      result.results().forEach(this::observe);
      for (Load load : loads.values()) {
        follow(load.parcel(), result.results().get(index++));
      }
      return new Leftover(again, backoff, result.unavailable().isPresent());
    }

    /** A bug in an adapter is its message's trouble, not everybody's. */
    private BatchResult append(EmailAddress mailbox) {
      List<OutgoingMessage> messages = loads.values().stream().map(Load::message).toList();
      try {
        return folders.deliver(mailbox, messages);
      } catch (RuntimeException e) {
        LOGGER.atError().addKeyValue("mailbox", lane).setCause(e).log("delivery failed");
        TryLater later =
            new TryLater(DeadLetterReason.ATTEMPTS_EXHAUSTED, e.toString(), Duration.ZERO);
        return new BatchResult(
            Collections.nCopies(messages.size(), later), Optional.empty(), Optional.empty());
      }
    }

    private void observe(AppendResult result) {
      switch (result) {
        case AppendResult.Appended _, AppendResult.AlreadyPresent _ -> observer.mailboxWorked(lane);
        case TryLater(var _, String detail, var _) ->
            observer.mailboxRefused(lane, Optional.empty(), detail);
        case AppendResult.Throttled(String detail, Duration rest) ->
            observer.mailboxRefused(lane, Optional.of(now.plus(rest)), detail);
        // A dead letter says the one; the others say nothing of the mailbox.
        case AppendResult.Refused _, AppendResult.NotTried _, AppendResult.Unresolved _ -> {}
      }
    }

    private void follow(Parcel parcel, AppendResult result) {
      Parcel tried = NextStep.isAttempt(result) ? parcel.attempted(now) : parcel;
      if (result instanceof TryLater later && tried.attempts() == 1) {
        LOGGER
            .atWarn()
            .addKeyValue("mailbox", lane)
            .addKeyValue("error", later.detail())
            .log("delivery is put off and tried again");
      }
      take(
          tried,
          NextStep.after(
              result, tried.attempts(), tried.firstTriedAt(now), now, retryPolicy, jitter));
    }

    private void take(Parcel parcel, NextStep next) {
      switch (next) {
        case NextStep.Retried retried -> {
          resting.rest(lane, retried.due(), now);
          outcomes.tell(parcel, retried);
        }
        case NextStep.Ending ending -> outcomes.tell(parcel, ending);
        case NextStep.WaitHere(Duration wait) -> keep(parcel, wait);
        case NextStep.AskAgain() -> keep(parcel, ASK_AGAIN);
      }
    }

    private void keep(Parcel parcel, Duration wait) {
      again.add(parcel);
      backoff = wait.compareTo(backoff) > 0 ? wait : backoff;
    }
  }

  private record Load(Parcel parcel, EmailAddress mailbox, OutgoingMessage message) {}
}
