namespace CaregiverSignal.Storage;

/// <summary>The store cannot do what was asked; the message gives an operator the file and the reason.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A write beside others changes what they may read or change too: it is run again, alone.</summary>
internal sealed class NeedsTurnException() : Exception("A write beside others changes what is not one person's.");

/// <summary>A read that was to ask at once goes on asking.</summary>
internal sealed class AsksAgainException() : Exception("A read at once asks a second time.");
