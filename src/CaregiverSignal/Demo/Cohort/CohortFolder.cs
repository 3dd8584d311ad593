using System.Globalization;
using System.Text;

namespace CaregiverSignal.Demo;

/// <summary>Writes a cohort as the contract's folder of CSV files, with the outcomes beside them.</summary>
public static class CohortFolder
{
    /// <param name="folder">Made when it is not there; files of the same name are written over.</param>
    public static void Write(string folder, IReadOnlyList<CohortPerson> cohort)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "people.csv", "person,enrolled,email,channel", cohort.Select(one =>
            Line($"{one.Person},{one.EnrolledOn:yyyy-MM-dd},{one.Person.ToLowerInvariant()}@example.org,{one.Channel}")));
        Write(folder, "asked.csv", "person,date,instruments", cohort.SelectMany(one => one.History.Waves.Zip(
            one.Asked, (wave, keys) => Line($"{one.Person},{wave.AskedOn:yyyy-MM-dd},{string.Join(';', keys)}"))));
        Write(folder, "answers.csv", "person,date,instrument,item,value", cohort.SelectMany(one => one.History.Waves.SelectMany(wave =>
            wave.Answers.Select(answer => Line($"{one.Person},{wave.AnsweredOn:yyyy-MM-dd},{answer.Instrument},{answer.Item},{answer.Code}")))));
        Write(folder, "events.csv", "person,date,kind,by,note", cohort.SelectMany(one => one.History.Events.Select(happened =>
            Line($"{one.Person},{happened.Day:yyyy-MM-dd},{happened.Kind},{happened.By},"))));
        Write(folder, "outcomes.csv", "person,date", cohort.Where(one => one.CollapsedOn is not null).Select(one =>
            Line($"{one.Person},{one.CollapsedOn:yyyy-MM-dd}")));
    }

    private static void Write(string folder, string name, string header, IEnumerable<string> lines)
    {
        using var file = new StreamWriter(Path.Combine(folder, name), false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.WriteLine(header);
        foreach (var line in lines) file.WriteLine(line);
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
