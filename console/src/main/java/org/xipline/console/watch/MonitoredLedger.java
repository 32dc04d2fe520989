package org.xipline.console.watch;

import java.util.List;
import org.xipline.console.ledger.Ledger;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.service.Service;

/** The ledger, and the watch that looks into it for as long as it is open. */
public record MonitoredLedger(Ledger ledger, Monitoring watch) implements Service {

  @Override
  public String name() {
    return ledger.name();
  }

  @Override
  public Health health() {
    return Health.worst(List.of(ledger.health(), watch.health()));
  }

  @Override
  public void start() {
    ledger.start();
    watch.start();
  }

  @Override
  public void close() {
    watch.close();
    ledger.close();
  }
}
