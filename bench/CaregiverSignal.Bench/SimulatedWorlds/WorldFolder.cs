using System.Globalization;
using System.Text;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Text;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>
/// Writes the people of a world as the contract's folder of CSV files, person by person, with the outcomes in a file of
/// their own.
/// </summary>
public static class WorldFolder
{
    /// <param name="folder">Created when it does not exist; files of the same name are overwritten.</param>
    /// <param name="plan">The plan by which they were asked.</param>
    public static void Write(string folder, IEnumerable<WorldPerson> world, Plan plan)
    {
        Directory.CreateDirectory(folder);
        using var people = Table(folder, "people.csv", "person,enrolled,email,channel");
        using var asked = Table(folder, "asked.csv", "person,date,instruments");
        using var answers = Table(folder, "answers.csv", "person,date,instrument,item,value");
        using var events = Table(folder, "events.csv", "person,date,kind,by,note");
        using var outcomes = Table(folder, "outcomes.csv", "person,date");
        var turns = Turns(plan);
        foreach (var (number, person) in world.Index())
        {
            var id = IdOf(number);
            var waves = person.History.Waves;
            people.WriteLine(
                Line(
                    $"{id},{person.EnrolledOn:yyyy-MM-dd},{id.ToLowerInvariant()}@example.org,{(waves.All(wave => wave.ByMail) ? "email" : "phone")}"
                )
            );
            for (var turn = 0; turn < waves.Count; turn++)
            {
                asked.WriteLine(Line($"{id},{waves[turn].AskedOn:yyyy-MM-dd},{turns[turn]}"));
                foreach (var answer in waves[turn].Answers)
                    answers.WriteLine(
                        Line(
                            $"{id},{waves[turn].AnsweredOn:yyyy-MM-dd},{answer.Instrument},{answer.Item},{answer.Code}"
                        )
                    );
            }

            foreach (var happened in person.History.Events)
                events.WriteLine(Line($"{id},{happened.Day:yyyy-MM-dd},{happened.Kind.Code()},{happened.By.Code()},"));
            if (person.CollapsedOn is { } collapsed)
                outcomes.WriteLine(Line($"{id},{collapsed:yyyy-MM-dd}"));
        }
    }

    /// <param name="number">From 0.</param>
    public static string IdOf(int number) => Line($"W{number + 1:0000000}");

    /// <summary>The questionnaires of each check-in.</summary>
    private static List<string> Turns(Plan plan)
    {
        var lastAsked = new Dictionary<string, int>(StringComparer.Ordinal);
        var turns = new List<string>();
        for (var turn = 0; turn <= Worlds.Months; turn++)
        {
            var keys = PlanDays.Instruments(plan, turn, lastAsked);
            foreach (var key in keys)
                lastAsked[key] = turn;
            turns.Add(string.Join(';', keys));
        }

        return turns;
    }

    private static StreamWriter Table(string folder, string name, string header)
    {
        var file = new StreamWriter(Path.Combine(folder, name), false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.WriteLine(header);
        return file;
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
