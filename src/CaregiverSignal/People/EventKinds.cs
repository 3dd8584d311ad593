namespace CaregiverSignal.People;

/// <summary>The contract's event kinds.</summary>
public static class EventKinds
{
    public const string RequestForContact = "RequestForContact";
    public const string Contacted = "Contacted";
    public const string SignalClosed = "SignalClosed";
    public const string Paused = "Paused";
    public const string Resumed = "Resumed";
    public const string Stopped = "Stopped";
    public const string Admission = "Admission";
    public const string Death = "Death";
    public const string Other = "Other";

    /// <summary>
    /// Whether an event is a step of the support point's own work, which explains nothing in the chart of a caregiver's
    /// life.
    /// </summary>
    public static bool IsOwnWork(string kind) =>
        kind is Contacted or SignalClosed or Paused or Resumed or RequestForContact;

    public static readonly IReadOnlySet<string> All = new HashSet<string>(StringComparer.Ordinal)
    {
        "HelperLost",
        "FormalHelpReduced",
        "Fall",
        "Hospital",
        "CrisisAdmission",
        Admission,
        Death,
        "Diagnosis",
        "BehaviourWorsened",
        "JobChanged",
        "OwnIllness",
        "Moved",
        "RespiteStarted",
        "RespiteFailed",
        "RespiteEnded",
        "SupportStarted",
        "SupportEnded",
        RequestForContact,
        Contacted,
        SignalClosed,
        Paused,
        Resumed,
        Stopped,
        "Incident",
        Other,
    };
}
