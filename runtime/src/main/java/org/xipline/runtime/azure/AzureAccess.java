package org.xipline.runtime.azure;

/** How to be let in. No {@code toString} shows a secret. */
sealed interface AzureAccess {

  /** The shared access signature, where that is how; empty otherwise. */
  default String signature() {
    return this instanceof SharedAccessSignature(var _, var token) ? token : "";
  }

  /** The storage account's connection string, which names its endpoints too. */
  record ConnectionString(String value) implements AzureAccess {
    @Override
    public String toString() {
      return "connection string";
    }
  }

  /** A shared access signature, without the question mark. */
  record SharedAccessSignature(String endpoint, String token) implements AzureAccess {
    @Override
    public String toString() {
      return "shared access signature";
    }
  }

  /**
   * Whatever identity the process runs under: environment, workload, managed, or the operator's
   * own.
   */
  record DefaultIdentity(String endpoint) implements AzureAccess {
    @Override
    public String toString() {
      return "default identity";
    }
  }
}
