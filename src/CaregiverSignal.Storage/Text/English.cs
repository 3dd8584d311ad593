namespace CaregiverSignal.Text;

/// <summary>English plurals, for operators.</summary>
public static class English
{
    public static string People(long count) =>
        FormattableString.Invariant($"{count:N0} {(count == 1 ? "person" : "people")}");

    public static string Counted(long count, string what) =>
        FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}");
}
