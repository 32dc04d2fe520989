package org.xipline.runtime.service;

import java.util.List;
import java.util.Map;
import org.xipline.runtime.health.Health;

/**
 * Several services that run as one.
 *
 * @param name of them all
 * @param members started in this order, and closed in it
 */
public record ServiceGroup(String name, List<Service> members) implements Service {

  public ServiceGroup {
    members = List.copyOf(members);
  }

  /** The worst of them, with what all have to say. */
  @Override
  public Health health() {
    Health worst = Health.up();
    for (Service member : members) {
      worst = worse(worst, member.health());
    }
    return worst;
  }

  @Override
  public void start() {
    members.forEach(Service::start);
  }

  @Override
  public void close() {
    members.forEach(Service::close);
  }

  private static Health worse(Health one, Health other) {
    boolean isWorse = other.state().compareTo(one.state()) > 0;
    Health all = isWorse ? other : one;
    for (Map.Entry<String, String> detail : (isWorse ? one : other).details().entrySet()) {
      all = all.with(detail.getKey(), detail.getValue());
    }
    return all;
  }
}
