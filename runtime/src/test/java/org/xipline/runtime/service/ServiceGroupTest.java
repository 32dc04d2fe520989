package org.xipline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xipline.runtime.health.Health;

class ServiceGroupTest {
  private final List<String> calls = new ArrayList<>();

  private record Member(String name, Health health, List<String> calls) implements Service {
    @Override
    public void start() {
      calls.add("start " + name);
    }

    @Override
    public void close() {
      calls.add("close " + name);
    }
  }

  private Service member(String name, Health health) {
    return new Member(name, health, calls);
  }

  @Test
  void shouldStartAndCloseItsMembersInTheirOrder() {
    // Given
    var group =
        new ServiceGroup("both", List.of(member("a", Health.up()), member("b", Health.up())));

    // When
    group.start();
    group.close();

    // Then
    assertThat(calls).containsExactly("start a", "start b", "close a", "close b");
  }

  @Test
  void shouldBeAsTheWorstOfThemAndSayWhatAllSay() {
    // Given
    var group =
        new ServiceGroup(
            "both",
            List.of(
                member("a", Health.up().with("partitions", 3)),
                member("b", Health.degraded("slow"))));

    // When
    Health health = group.health();

    // Then
    assertThat(health.state()).isEqualTo(Health.State.DEGRADED);
    assertThat(health.details()).isEqualTo(Map.of("trouble", "slow", "partitions", "3"));
  }
}
