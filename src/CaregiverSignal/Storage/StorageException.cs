namespace CaregiverSignal.Storage;

/// <summary>The store cannot do what was asked; the message says which file and why, for an operator.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
