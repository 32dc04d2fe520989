package org.xipline.importer.imap.dovecot;

import java.nio.file.Path;

/** Writes the configuration of a Dovecot that serves one test. */
record DovecotConfiguration(Path base, int port, int tlsPort, TestCertificates certificates) {
  static final String MASTER = "importer";
  static final String MASTER_PASSWORD = "importer-secret";
  static final String PASSWORD = "secret";
  static final String FULL_QUOTA_RULE = "*:storage=64K";

  /** Only addresses of this domain are mailboxes. */
  static final String DOMAIN = "contoso.example";

  String text() {
    return """
    base_dir = %1$s/run
    state_dir = %1$s/state
    instance_name = test%2$d
    log_path = %1$s/dovecot.log
    protocols = imap
    listen = 127.0.0.1
    ssl = yes
    ssl_cert = <%4$s
    ssl_key = <%5$s
    disable_plaintext_auth = no
    auth_mechanisms = plain login xoauth2
    auth_failure_delay = 0
    mail_location = sdbox:%1$s/mail/%%u
    mail_plugins = quota
    first_valid_uid = 1
    %6$s
    passdb {
      driver = oauth2
      mechanisms = xoauth2
      args = %1$s/oauth2.conf
    }
    passdb {
      driver = passwd-file
      master = yes
      pass = yes
      args = %1$s/master
    }
    passdb {
      driver = static
      mechanisms = plain login
      username_filter = *@%7$s
      args = password=%8$s
    }
    userdb {
      driver = passwd-file
      args = %1$s/users
    }
    userdb {
      driver = static
      args = uid=%9$s gid=%10$s home=%1$s/mail/%%u allow_all_users=yes
    }
    namespace inbox {
      inbox = yes
      separator = /
    }
    service anvil {
      unix_listener anvil-auth-penalty {
        mode = 0
      }
      client_limit = 4000
      %11$s
    }
    service auth {
      client_limit = 4000
    }
    service imap-login {
      inet_listener imap {
        port = %2$d
      }
      inet_listener imaps {
        port = %3$d
        ssl = yes
      }
      service_count = 0
      client_limit = 2000
      %11$s
    }
    service imap {
      process_limit = 2000
      service_count = 200
    }
    mail_max_userip_connections = 100
    protocol imap {
      mail_plugins = quota imap_quota
    }
    plugin {
      quota = count:User quota
      quota_vsizes = yes
      quota_rule = *:storage=20G
      quota_max_mail_size = 2M
    }
    """
        .formatted(
            base,
            port,
            tlsPort,
            certificates.certificate(),
            certificates.key(),
            isRoot() ? "" : internalUsers(),
            DOMAIN,
            PASSWORD,
            mailUser(),
            mailGroup(),
            isRoot() ? "" : "chroot =");
  }

  String oauth2() {
    return """
    introspection_mode = local
    local_validation_key_dict = fs:posix:prefix=%s/keys/
    username_attribute = email
    """
        .formatted(base);
  }

  String master() {
    return "%s:{PLAIN}%s%n".formatted(MASTER, MASTER_PASSWORD);
  }

  /** The mailboxes that are not like all others. */
  String users(String fullMailbox) {
    return "%s::%s:%s::%s/mail/%s::userdb_quota_rule=%s%n"
        .formatted(fullMailbox, mailUser(), mailGroup(), base, fullMailbox, FULL_QUOTA_RULE);
  }

  static boolean isRoot() {
    return user().equals("root");
  }

  /** Dovecot refuses to touch mail as root. */
  static String mailUser() {
    return isRoot() ? "mail" : user();
  }

  private static String mailGroup() {
    return isRoot() ? "mail" : user();
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static String internalUsers() {
    return "default_internal_user = %1$s%ndefault_login_user = %1$s%ndefault_internal_group = %1$s"
        .formatted(user());
  }
}
