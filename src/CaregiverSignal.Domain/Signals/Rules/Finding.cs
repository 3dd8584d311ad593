namespace CaregiverSignal.Signals.Rules;

/// <summary>How soon a person at the support point has to look: <c>level</c> in files.</summary>
public enum Urgency
{
    /// <summary>Waits for the digest of the working day.</summary>
    Amber,

    /// <summary>Mailed at once.</summary>
    Red,
}

/// <summary>The contract's kinds of signal. <see cref="Trend"/> and <see cref="Divergence"/> come from earlier rules;
/// no warning sign has them now.</summary>
public enum SignalKind
{
    Level,
    Change,
    Trend,
    Divergence,
    Event,
    Silence,
    Request,
    Item,
    Support,

    /// <summary>The contract's <see cref="Event"/>, of which staff are notified at once.</summary>
    Crisis,
}

public static class SignalKinds
{
    /// <summary>Whether staff are always notified of it, and at once; nobody can mute it.</summary>
    public static bool IsUrgent(this SignalKind kind) => kind is SignalKind.Request or SignalKind.Crisis;
}

/// <summary>One warning sign that holds, as a reason for a signal.</summary>
/// <param name="WarningSign">The key of the warning sign.</param>
/// <param name="Day">The day of the newest fact that it rests on.</param>
/// <param name="Points">How much it adds to the nearness; 0 for a sign that only notifies.</param>
/// <param name="Alarms">How many alarming things it is: <see cref="Weight"/>.</param>
public sealed record Finding(
    string WarningSign,
    SignalKind Kind,
    Urgency Urgency,
    DateOnly Day,
    int Points,
    Evidence Evidence,
    int Alarms = 0
);
