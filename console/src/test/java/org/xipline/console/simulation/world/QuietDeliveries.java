package org.xipline.console.simulation.world;

import java.time.Instant;
import java.util.Optional;
import org.xipline.importer.delivery.DeliveryObserver;
import org.xipline.schemas.reason.DeadLetterReason;

/** Nobody counts. */
final class QuietDeliveries implements DeliveryObserver {
  @Override
  public void consumed(Instant since) {}

  @Override
  public void letGo(Fate fate, Instant since) {}

  @Override
  public void deadLettered(DeadLetterReason reason) {}

  @Override
  public void serverLost(String words) {}

  @Override
  public void serverReached() {}

  @Override
  public void mailboxRefused(String mailbox, Optional<Instant> until, String words) {}

  @Override
  public void mailboxWorked(String mailbox) {}

  @Override
  public void retriesWaiting(int count) {}
}
