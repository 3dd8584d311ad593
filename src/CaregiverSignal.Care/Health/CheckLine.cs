namespace CaregiverSignal.Health;

/// <summary>One line of <c>check</c>: what was checked, and the result. A warning does not fail the check.</summary>
public sealed record CheckLine(string Subject, bool Good, string Detail, bool Warns = false)
{
    /// <summary>The setting that a warning is about; null for other lines.</summary>
    public string? Setting { get; init; }

    public static CheckLine Ok(string subject, string detail) => new(subject, true, detail);

    public static CheckLine Warn(string subject, string detail) => new(subject, true, detail, Warns: true);

    public static CheckLine Fail(string subject, string detail) => new(subject, false, detail);

    /// <summary>With its subject named where it is looked at.</summary>
    public static CheckLine Ok(string detail) => Ok("", detail);

    public static CheckLine Warn(string detail) => Warn("", detail);

    public static CheckLine Fail(string detail) => Fail("", detail);

    /// <summary>What a probe found, a line for each thing.</summary>
    public static IEnumerable<CheckLine> Of(HealthCheck found) =>
        found.Words.Select(words => new CheckLine(
            found.Check.Replace('-', ' '),
            found.Ok,
            words,
            Warns: found.Ok && found.More.Count > 0
        ));

    /// <summary>Looks; what cannot be looked at fails.</summary>
    public static async Task<CheckLine> GuardedAsync(
        string subject,
        Func<Task<CheckLine>> look,
        CancellationToken stop = default
    )
    {
        try
        {
            return await look() with { Subject = subject };
        }
        catch (Exception error)
            when (error is StorageException or UnreadableRowException or IOException or UnauthorizedAccessException)
        {
            return Fail(subject, error.Message);
        }
    }

    public override string ToString() => $"{(!Good ? "FAIL" : Warns ? "warn" : "ok  ")}  {Subject, -13}  {Detail}";
}
