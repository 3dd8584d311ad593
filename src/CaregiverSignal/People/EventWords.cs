namespace CaregiverSignal.People;

/// <summary>The contract's event kinds in Dutch, as a chart or a list shows them.</summary>
public static class EventWords
{
    private static readonly Texts Words = Texts.Of(typeof(EventWords));

    public static string Of(string kind) => Words[kind];
}
