using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators;

public static class SignalWords
{
    public static readonly Texts Words = Texts.Of(typeof(SignalWords));

    public static string Kind(SignalKind kind) => Words["Kind." + kind.Code()];

    public static string Urgency(Urgency urgency) => Words["Level." + urgency.Code()];

    public static string Limit(string key) => Words["Limit." + key.Replace(':', '.')];
}
