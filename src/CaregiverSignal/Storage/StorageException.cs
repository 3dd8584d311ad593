namespace CaregiverSignal.Storage;

/// <summary>The store cannot do what was asked; the message tells an operator which file and why.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
