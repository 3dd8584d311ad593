namespace CaregiverSignal.Hosting;

/// <summary>A job that takes an item that is due, deals with it in one write, and says whether there was one.</summary>
/// <param name="MostTogether">How many items share a write.</param>
/// <param name="Run">Does up to so many items, and returns how many there were.</param>
public sealed record DueJob(string Name, int MostTogether, Func<int, int> Run);
