package org.xipline.runtime.simulation.contract;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.xipline.runtime.simulation.Simulation;
import org.xipline.runtime.simulation.kafka.KafkaTimes;
import org.xipline.runtime.simulation.kafka.ScriptedKafka;

/** Runs a test on a thread of a simulation, with a scripted Kafka of its own. */
final class SimulatedTest implements InvocationInterceptor {
  /** As long as those that the real broker is given for the contract. */
  private static final KafkaTimes SHORT_TIMES =
      new KafkaTimes(
          Duration.ofMillis(100),
          Duration.ofSeconds(6),
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1));

  private @Nullable ScriptedAccess kafka;

  KafkaAccess kafka() {
    if (kafka == null) {
      throw new IllegalStateException("no test runs");
    }
    return kafka;
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    var simulation = new Simulation(context.getDisplayName().hashCode());
    kafka = new ScriptedAccess(simulation, new ScriptedKafka(simulation, SHORT_TIMES));
    var result = new AtomicReference<@Nullable Throwable>();
    Thread test =
        simulation
            .process("test")
            .start(
                "test",
                () -> {
                  try {
                    invocation.proceed();
                  } catch (Throwable e) {
                    result.set(e);
                  }
                });
    simulation.run(() -> !test.isAlive());
    Throwable failure = result.get();
    if (failure != null) {
      failure.addSuppressed(new AssertionError(String.join("\n", simulation.journal())));
      throw failure;
    }
  }
}
