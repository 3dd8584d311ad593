namespace CaregiverSignal.Storage;

/// <summary>The store cannot do what was asked; the message gives an operator the file and the reason.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
