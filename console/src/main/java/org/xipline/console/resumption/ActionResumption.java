package org.xipline.console.resumption;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.pipeline.ClusterPipeline;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.Service;

/** Goes on with interrupted actions for as long as a console runs. */
public final class ActionResumption implements Service {
  private static final Logger LOGGER = LoggerFactory.getLogger(ActionResumption.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

  private final KafkaConnection connection;
  private final PayloadStore payloads;
  private final InstantSource clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("console-actions").daemon().unstarted(this::run);

  public ActionResumption(KafkaConnection connection, PayloadStore payloads, InstantSource clock) {
    this.connection = connection;
    this.payloads = payloads;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "actions";
  }

  @Override
  public Health health() {
    return Health.up();
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    ended.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What has failed begins anew, with new connections. */
  private void run() {
    while (ended.getCount() > 0) {
      try (ClusterPipeline pipeline = ClusterPipeline.sharing(connection, payloads)) {
        lookOn(pipeline);
      } catch (InterruptedException _) {
        return;
      } catch (IOException | RuntimeException e) {
        LOGGER
            .atWarn()
            .addKeyValue("error", String.valueOf(e))
            .log("could not check for interrupted actions");
        rest();
      }
    }
  }

  /** Ends when something was done: the ledger that was read for it is not kept. */
  private void lookOn(ClusterPipeline pipeline) throws InterruptedException {
    boolean idle = true;
    while (idle && !ended.await(LOOK_EVERY.toSeconds(), TimeUnit.SECONDS)) {
      idle = Resumption.run(pipeline, clock, LOGGER::info).isEmpty();
    }
  }

  private void rest() {
    try {
      var _ = ended.await(LOOK_EVERY.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      ended.countDown();
    }
  }
}
