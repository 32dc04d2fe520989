package org.xipline.console.pipeline;

import java.util.List;
import java.util.function.Function;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;

/**
 * Services that deliver into mailboxes, and those mailboxes.
 *
 * @param location where they are, in canonical form
 * @param mailboxes open for as long as anybody uses them
 * @param services builds the services that deliver there
 */
public record DeliveringServices(
    String location, MailboxServer mailboxes, Function<ServiceContext, List<Service>> services)
    implements ServiceSet {

  @Override
  public List<Service> create(ServiceContext context) {
    return services.apply(context);
  }
}
