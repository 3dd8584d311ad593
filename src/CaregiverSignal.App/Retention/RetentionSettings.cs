namespace CaregiverSignal.Retention;

/// <summary>The terms as everybody holds them: what needs two of them takes them at one moment.</summary>
public sealed record RetentionSettings(RetentionTerms Now)
{
    public RetentionTerms Now { get; private set; } = Now;

    /// <summary>Takes over the terms of others, all at once, for all who hold these while the program runs.</summary>
    public void Become(RetentionSettings other) => Now = other.Now;
}
