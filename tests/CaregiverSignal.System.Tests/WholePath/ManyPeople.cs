namespace CaregiverSignal.Tests.WholePath;

/// <summary>A support point of some years, as files for the verb import.</summary>
internal static class ManyPeople
{
    /// <summary>
    /// Writes people whose last answers are of three days ago, so that nobody is asked today but the first
    /// <paramref name="invited"/>, who are new.
    /// </summary>
    /// <param name="checkIns">How many each of the others answered, one each four weeks.</param>
    public static async Task WriteAsync(string folder, int people, int checkIns, int invited)
    {
        Directory.CreateDirectory(folder);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var days = Enumerable.Range(0, checkIns).Select(month => today.AddDays(-3 - (28 * month))).ToList();
        var others = Enumerable.Range(invited + 1, people - invited).ToList();
        await FileAsync(
            "people.csv",
            "person,enrolled,first_name,email",
            Enumerable
                .Range(1, people)
                .Select(number =>
                    $"p{number},{(number <= invited ? today.AddDays(-1) : days[^1]):O},Anna,persoon{number}@example.org"
                )
        );
        await FileAsync(
            "asked.csv",
            "person,date,instruments",
            from number in others
            from day in days
            select $"p{number},{day:O},opening;srb;volhoudtijd"
        );
        await FileAsync(
            "answers.csv",
            "person,date,instrument,item,value",
            from number in others
            from day in days
            from answer in (string[])
                [
                    $"opening,going,{1 + (number % 5)}",
                    $"srb,burden,{number % 70}",
                    $"volhoudtijd,time,{3 + (number % 4)}",
                ]
            select $"p{number},{day:O},{answer}"
        );
        await FileAsync(
            "events.csv",
            "person,date,kind,by,note",
            others
                .Where(number => number % 5 == 0)
                .Select(number => $"p{number},{days[0]:O},Other,coordinator,één ding 🙂")
        );

        Task FileAsync(string file, string head, IEnumerable<string> lines) =>
            File.WriteAllLinesAsync(Path.Combine(folder, file), lines.Prepend(head), Some.Stop);
    }
}
