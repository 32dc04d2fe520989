package org.xipline.console.pipeline;

import java.util.List;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;

/** Which services a pipeline runs beside the ledger. */
@FunctionalInterface
public interface ServiceSet {

  /**
   * Builds them in the order of the data's way; they are not started.
   *
   * @param context of the process: each service has its part of it
   */
  List<Service> create(ServiceContext context);
}
