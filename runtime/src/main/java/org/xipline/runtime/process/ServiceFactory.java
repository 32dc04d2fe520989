package org.xipline.runtime.process;

import java.io.IOException;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.runtime.settings.Settings;

/** Builds the service of a process; it is not started. */
@FunctionalInterface
public interface ServiceFactory {
  Service create(Settings settings, ServiceContext context) throws IOException;
}
