namespace CaregiverSignal.People;

/// <summary>The contract's event kinds in Dutch, as charts and lists show them.</summary>
public static class EventWords
{
    private static readonly Texts Words = Texts.Of(typeof(EventWords));

    public static string Of(EventKind kind) => Words["Kind." + kind.Code()];
}
