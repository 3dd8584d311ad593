namespace CaregiverSignal.Storage;

/// <summary>The store failed; the message tells an operator where and why.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
