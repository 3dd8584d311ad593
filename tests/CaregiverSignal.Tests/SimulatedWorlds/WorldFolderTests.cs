using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.Import;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Tests.SimulatedWorlds;

public sealed class WorldFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IReadOnlyList<WorldPerson> people = Some.WorldPeople(Worlds.ToChooseOn[0], 60);

    public WorldFolderTests() => WorldFolder.Write(folder.Name, people, Some.Plan);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_written_world_is_read_back_as_it_was()
    {
        var read = Read(one => Written(one.History));

        Assert.Equal(people.Select(one => Written(one.History)), read);
    }

    [Fact]
    public void A_written_world_is_told_the_same_as_the_one_in_memory()
    {
        var told = Read(one => Told(one.History));

        Assert.Contains(told, one => one.Length > 0);
        Assert.Equal(people.Select(one => Told(one.History)), told);
    }

    [Fact]
    public void The_outcomes_beside_it_are_the_collapses()
    {
        var outcomes = FolderReader.ReadOutcomes(
            Path.Combine(folder.Name, "outcomes.csv"),
            Some.Instruments,
            out var faults
        );

        Assert.Empty(faults);
        Assert.NotEmpty(outcomes);
        Assert.Equal(
            people
                .Select((one, number) => (WorldFolder.IdOf(number), one.CollapsedOn))
                .Where(one => one.CollapsedOn is not null),
            outcomes.Select(row => (row.Person, (DateOnly?)row.Date))
        );
    }

    private List<string> Read(Func<PersonHistory, string> look)
    {
        var read = FolderPeople.Look(folder.Name, Some.Instruments, Some.Plan, look, out var faults);
        Assert.Empty(faults);
        return [.. read!];
    }

    private static string Told(History history) =>
        string.Join(
            '|',
            Replay
                .Of(history, new RuleSettings())
                .Select(one =>
                    $"{one.Day} {one.Urgency} {string.Join(';', one.Kinds)} {Because.Sentence(one.Findings)}"
                )
        );

    /// <summary>
    /// A history in one text; a file has no order of questionnaires, of answers, nor of what happened on one day.
    /// </summary>
    private static string Written(History history) =>
        string.Join(
            '|',
            [
                .. history.Events.Select(it => $"{it.Day} {it.Kind} {it.By}").Order(StringComparer.Ordinal),
                .. history.Waves.Select(wave =>
                    $"{wave.AskedOn} {wave.ClosesOn} {wave.AnsweredOn} {wave.ByMail} {string.Join(' ', wave.Values.Where(it => Facts.AreReadFrom(it.Instrument)).Select(it => it.ToString()).Order(StringComparer.Ordinal))}"
                ),
            ]
        );
}
