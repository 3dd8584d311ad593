using System.Globalization;

namespace CaregiverSignal.Record;

/// <summary>What a deed was done to, by the table that has it and the number there: <c>signal/12</c>.</summary>
public static class Thing
{
    public static string Of(string table, long id) => string.Create(CultureInfo.InvariantCulture, $"{table}/{id}");
}
