package org.xipline.runtime.process;

import java.io.IOException;
import org.xipline.runtime.service.Service;

/** Builds the service of a process; it is not started. */
@FunctionalInterface
public interface ServiceFactory {
  Service on(ProcessGround ground) throws IOException;
}
