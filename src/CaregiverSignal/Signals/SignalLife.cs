namespace CaregiverSignal.Signals;

/// <summary>Where somebody's signals stand: the open one, what was told before it, and the last talk. All that the next step needs.</summary>
/// <param name="Open">Null when none is open.</param>
/// <param name="Before">The last telling of a signal that is closed now; null when there was none.</param>
/// <param name="Talk">The last logged contact or closing; null when there was none.</param>
public sealed record SignalLife(OpenSignal? Open, Telling? Before, Contact? Talk)
{
    /// <summary>Nothing open, nothing ever told.</summary>
    public static readonly SignalLife None = new(null, null, null);

    /// <summary>The newest telling; null when nobody was ever told anything.</summary>
    public Telling? Told => Open?.ToldOn is { } day ? new Telling(day, Open.Level, [.. Open.Kinds]) : Before;

    /// <summary>Somebody spoke to them, or closed the signal, after it was told, or on that day.</summary>
    public bool IsContacted => Talk is not null && !(Told?.Day > Talk.Day);

    /// <summary>The life after a step on <paramref name="today"/>.</summary>
    public SignalLife After(SignalChange change, DateOnly today) => this with
    {
        Open = new OpenSignal(
            change.Level, [.. Open?.Known ?? [], .. change.New.Select(it => new KnownFinding(it.Kind, it.Level, it.Day))])
        {
            Kinds = change.Kinds,
            ToldOn = change.Tell ? today : Open?.ToldOn,
        },
    };

    /// <summary>The life after a talk (the signal stays open) or a closing.</summary>
    public SignalLife After(Contact contact) => new(
        contact.Closes ? null : Open, contact.Closes ? Told : Before, Talk?.Day > contact.Day ? Talk : contact);
}

/// <summary>The open signal as it stands: its level, and the findings that it was opened and joined by.</summary>
public sealed record OpenSignal(Level Level, IReadOnlyCollection<KnownFinding> Known)
{
    /// <summary>Those of all findings, unless it was told anew after a contact: then those of that day on.</summary>
    public IEnumerable<SignalKind> Kinds { get; init; } = [.. Known.Select(it => it.Kind).Distinct()];

    /// <summary>The day on which there was last something to tell about it; null when it opened in silence.</summary>
    public DateOnly? ToldOn { get; init; }
}

/// <summary>A finding that an open signal holds already.</summary>
public sealed record KnownFinding(SignalKind Kind, Level Level, DateOnly Day)
{
    /// <summary>The same kind on the same day, unless it has become stronger.</summary>
    public bool Covers(Finding finding) => Kind == finding.Kind && Day == finding.Day && Level >= finding.Level;
}

/// <summary>What was told on a day.</summary>
public sealed record Telling(DateOnly Day, Level Level, IReadOnlyCollection<SignalKind> Kinds)
{
    /// <summary>Nothing but what was told: the same kinds, or some of them, at the same or a lower level, and no later event.</summary>
    public bool Holds(IReadOnlyCollection<Finding> findings) =>
        findings.All(it => it.Level <= Level && Kinds.Contains(it.Kind) && !IsLaterEvent(it));

    // Somebody who spoke to them after the first event knows nothing of a second; it cannot wait a month (C-08, C-16).
    public bool IsLaterEvent(Finding finding) => finding.Kind == SignalKind.Event && finding.Day > Day;
}
