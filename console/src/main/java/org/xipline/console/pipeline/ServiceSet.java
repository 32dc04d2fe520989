package org.xipline.console.pipeline;

import java.util.List;
import org.xipline.runtime.service.Service;

/** Which services a pipeline runs beside the ledger. */
@FunctionalInterface
public interface ServiceSet {

  /** Builds them in the order of the data's way; they are not started. */
  List<Service> on(Ground ground);
}
