using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaregiverSignal.Answers;
using CaregiverSignal.Erasure;
using CaregiverSignal.Files;
using CaregiverSignal.Happenings;
using CaregiverSignal.Import;
using CaregiverSignal.Networks;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Export;

public interface IStoreExport
{
    /// <param name="person">By their code in files; null for everybody.</param>
    /// <param name="progress">Called with the number of people, and then with how many are done.</param>
    Task<int> WriteAsync(
        Database database,
        string? person,
        PrivateFolder folder,
        Action<int, int> progress,
        CancellationToken stop = default
    );
}

/// <summary>Writes the database as a folder for <c>import</c> and <c>replay</c>, as of one moment.</summary>
public sealed class Exports(SiteTime time) : IStoreExport
{
    private static readonly string[] PeopleColumns = [.. FolderFiles.AllColumnsOf(FolderFiles.People)];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    /// <remarks>For one person also <c>person.json</c>: everything stored about them.</remarks>
    public Task<int> WriteAsync(
        Database database,
        string? person,
        PrivateFolder folder,
        Action<int, int> progress,
        CancellationToken stop = default
    ) =>
        database.ReadAsync(
            async transaction =>
            {
                if (person is not null && await CaregiverTable.ByPerson(transaction, person) is { Id: var id })
                {
                    using var file = folder.Open("person.json");
                    file.WriteLine(await JsonOf(transaction, id));
                }

                return await Write(transaction, person, folder, progress);
            },
            stop
        );

    private async Task<int> Write(
        Transaction transaction,
        string? person,
        PrivateFolder folder,
        Action<int, int> progress
    )
    {
        // Ordinal order, for a replay's person by person reading; the database's own may differ.
        List<IDictionary<string, object?>> rows =
        [
            .. (await ExportTable.People(transaction, person)).OrderBy(
                row => (string)row["person"]!,
                StringComparer.Ordinal
            ),
        ];
        using var people = Table(folder, FolderFiles.People);
        using var asked = Table(folder, FolderFiles.Asked);
        using var answers = Table(folder, FolderFiles.Answers);
        using var events = Table(folder, FolderFiles.Events);
        using var situations = Table(folder, FolderFiles.Situations);
        using var helpers = Table(folder, FolderFiles.Helpers);
        using var network = Table(folder, FolderFiles.Network);
        using var outcomes = Table(folder, FolderFiles.Outcomes);
        var shared = new SortedSet<string>(StringComparer.Ordinal);
        for (var place = 0; place < rows.Count; place++)
        {
            progress(rows.Count, place);
            var (id, name) = ((long)rows[place]["id"]!, (string)rows[place]["person"]!);
            Row(
                people,
                [.. PeopleColumns.Select(column => Convert.ToString(rows[place][column], CultureInfo.InvariantCulture))]
            );
            await WriteCheckIns(transaction, id, name, asked, answers);
            foreach (var careEvent in await EventsOf(transaction, id))
            {
                Row(
                    events,
                    name,
                    Day(careEvent.HappenedOn),
                    careEvent.Kind.Code(),
                    careEvent.ReportedBy.Code(),
                    careEvent.Note.Trim(),
                    Day(careEvent.LookAgainOn),
                    careEvent.Situation,
                    Consequences.Ends.Contains(careEvent.Kind) ? YesNo(careEvent.EndsCare) : ""
                );
                if (careEvent.Kind == EventKind.CareCollapse)
                    Row(outcomes, name, Day(careEvent.HappenedOn));
            }

            foreach (var tie in await TieTable.Of(transaction, id))
                Row(
                    network,
                    name,
                    tie.Name,
                    tie.Kind.Code(),
                    tie.Ring.Code(),
                    Day(tie.FromOn),
                    Day(tie.UntilOn),
                    tie.Gives,
                    tie.Takes,
                    tie.Contact?.Code(),
                    tie.Initiative?.Code(),
                    tie.Importance?.Code(),
                    tie.Mood?.Code(),
                    tie.Energy?.Code(),
                    YesNo(tie.TakesOver),
                    tie.Wish?.Code()
                );

            foreach (var care in (await SituationTable.Of(transaction, id)).Where(facts => facts.Situation is not null))
            {
                shared.Add(care.Situation!);
                Row(
                    situations,
                    care.Situation,
                    name,
                    care.Role.Code(),
                    care.Relation?.Code(),
                    care.HoursPerWeek?.ToString(CultureInfo.InvariantCulture),
                    Day(care.CaringSince),
                    YesNo(care.LivesTogether),
                    care.Condition,
                    care.Called,
                    care.BornIn?.ToString(CultureInfo.InvariantCulture),
                    care.Municipality,
                    LivesOf(care).Code()
                );
            }
        }

        foreach (var situation in shared)
        foreach (var helper in await HelperTable.Of(transaction, situation))
            Row(
                helpers,
                situation,
                helper.Name,
                helper.Kind.Code(),
                helper.Does,
                Day(helper.FromOn),
                Day(helper.UntilOn)
            );

        return rows.Count;
    }

    private static async Task<string> JsonOf(Transaction transaction, long caregiverId)
    {
        var tables = new Dictionary<string, IEnumerable<IDictionary<string, object?>>>();
        foreach (var section in PersonTable.SectionsOf(caregiverId).Where(section => !section.IsHeld))
            tables[section.Table] = (await PersonTable.Rows(transaction, section)).Select(WithoutTexts);
        return JsonSerializer.Serialize(tables, Readable);
    }

    /// <summary>Answers and scores as structures instead of one text.</summary>
    private static IDictionary<string, object?> WithoutTexts(IDictionary<string, object?> row)
    {
        foreach (var column in new[] { "answers", "scores" })
            if (row.TryGetValue(column, out var stored) && stored is string text)
                row[column] = JsonNode.Parse(text);
        return row;
    }

    private async Task WriteCheckIns(
        Transaction transaction,
        long id,
        string person,
        StreamWriter asked,
        StreamWriter answers
    )
    {
        var given = (await AnswerTable.OfCaregiver(transaction, id)).ToLookup(answer => answer.CheckInId);
        var typed = (await TypedInTable.OfCaregiver(transaction, id))
            .Where(checkIn => checkIn.Typed == checkIn.Answers)
            .ToDictionary(checkIn => checkIn.CheckInId, checkIn => checkIn.AnsweredOn);
        var checkIns = await ExportedCheckIns.Of(transaction, id, given.Select(group => group.Key), time);
        for (var place = 0; place < checkIns.Count; place++)
        {
            var checkIn = checkIns[place];
            Row(asked, person, Day(checkIn.AskedOn), checkIn.Instruments);
            if (checkIn.AnsweredAt is not { } answered)
                continue;
            var day = Day(
                ExportedCheckIns.Within(
                    checkIn.AskedOn,
                    place + 1 < checkIns.Count ? checkIns[place + 1].AskedOn : DateOnly.MaxValue,
                    typed.TryGetValue(checkIn.Id, out var on) ? on : time.DayOf(answered)
                )
            );
            foreach (
                var answer in given[checkIn.Id]
                    .OrderBy(answer => answer.Instrument, StringComparer.Ordinal)
                    .ThenBy(answer => answer.Item, StringComparer.Ordinal)
            )
            {
                Row(
                    answers,
                    person,
                    day,
                    answer.Instrument,
                    answer.Item,
                    answer.Value.ToString(CultureInfo.InvariantCulture)
                );
            }
        }
    }

    private static async Task<IEnumerable<CareEvent>> EventsOf(Transaction transaction, long id)
    {
        var events = await EventTable.Of(transaction, id);
        var contacts = (await ActionTable.Of(transaction, id)).ToLookup(
            contact => (contact.Day, Kind: contact.Closes ? EventKind.SignalClosed : EventKind.Contacted),
            contact => contact.NextOn
        );
        CareEvent Agreed(CareEvent careEvent) =>
            careEvent is { ReportedBy: ReportedBy.Coordinator, Note: "", LookAgainOn: null }
                ? careEvent with
                {
                    LookAgainOn = contacts[(careEvent.HappenedOn, careEvent.Kind)].LastOrDefault(),
                }
                : careEvent;
        // An event imported twice, once with and once without that date, is written once.
        return events.Select(Agreed).Distinct();
    }

    private static StreamWriter Table(PrivateFolder folder, string name)
    {
        var file = folder.Open(name);
        file.WriteLine(string.Join(',', FolderFiles.AllColumnsOf(name)));
        return file;
    }

    private static void Row(StreamWriter file, params IEnumerable<string?> cells) =>
        file.WriteLine(string.Join(',', cells.Select(cell => TableFile.Cell(cell ?? ""))));

    private static Lives LivesOf(CareFacts care) =>
        care.Ended is not { } ended ? Lives.Home
        : ended == CareEnd.Death ? Lives.Died
        : Lives.Admitted;

    private static string YesNo(bool? said) =>
        said switch
        {
            true => "yes",
            false => "no",
            null => "",
        };

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
