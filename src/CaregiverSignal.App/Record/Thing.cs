using System.Globalization;

namespace CaregiverSignal.Record;

/// <summary>What a deed was done to, by the table that has it and the number there: <c>signal/12</c>.</summary>
public static class Thing
{
    private const string List = "listed";

    /// <summary>
    /// Who stood on a list, by their numbers: <c>listed/3,7,12</c>; nothing after the stroke where it was empty.
    /// </summary>
    public static string Listed(IEnumerable<long> caregiverIds) =>
        $"{List}/{string.Join(',', caregiverIds.Distinct().Order())}";

    /// <summary>How many stood on a list; null when it is no list.</summary>
    public static int? CountOf(string thing) =>
        thing.Split('/') is [List, var ids] ? ids.Split(',', StringSplitOptions.RemoveEmptyEntries).Length : null;

    public static string Of(string table, long id) => string.Create(CultureInfo.InvariantCulture, $"{table}/{id}");
}
