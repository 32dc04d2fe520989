package org.xipline.runtime.service;

import java.util.List;
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
    return Health.worst(members.stream().map(Service::health).toList());
  }

  @Override
  public void start() {
    members.forEach(Service::start);
  }

  @Override
  public void close() {
    members.forEach(Service::close);
  }
}
