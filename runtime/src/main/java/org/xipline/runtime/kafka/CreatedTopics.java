package org.xipline.runtime.kafka;

import java.util.List;

/**
 * What became of the topics of a plan.
 *
 * @param topics those that were absent, and were created
 * @param findings about those that were there, and about the brokers
 */
public record CreatedTopics(List<WantedTopic> topics, List<ClusterFinding> findings) {

  public CreatedTopics {
    topics = List.copyOf(topics);
    findings = List.copyOf(findings);
  }
}
