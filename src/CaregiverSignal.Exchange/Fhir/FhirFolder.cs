using System.Globalization;
using System.Text.RegularExpressions;
using CaregiverSignal.Export;
using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Questionnaires;
using R4 = Hl7.Fhir.Model;

namespace CaregiverSignal.Fhir;

/// <summary>Reads a FHIR folder's answers as an import's rows, and reports faults at their place in FHIR.</summary>
/// <remarks>It writes an import's tables to a folder of its own, so that the same checks apply.</remarks>
public sealed partial class FhirFolder
{
    private readonly string folder;
    private readonly Instruments instruments;
    private readonly FhirLines lines;
    private readonly List<Fault> faults = [];

    private readonly Dictionary<string, List<Source>> sources = new()
    {
        [FolderFiles.People] = [],
        [FolderFiles.Asked] = [],
        [FolderFiles.Answers] = [],
    };

    /// <param name="Item">The place of an answer, such as <c>item[3]</c>; empty elsewhere.</param>
    private readonly record struct Source(int Line, string Item = "", int? Version = null);

    private sealed record Person(int Line, string Code, DateOnly? Enrolled, string Status);

    private sealed record Answered(
        int Line,
        string Person,
        string Instrument,
        int? Version,
        DateOnly Asked,
        DateOnly On,
        List<(string Item, string Value, string Place)> Given
    );

    private FhirFolder(string folder, Instruments instruments)
    {
        (this.folder, this.instruments) = (folder, instruments);
        lines = new FhirLines(faults.Add);
    }

    /// <param name="found">Reports faults found in its rows later.</param>
    /// <returns>Null if there are faults, all reported at once.</returns>
    public static ImportFolder? Read(
        string folder,
        Instruments instruments,
        out IReadOnlyList<Fault> faults,
        out FhirFolder found
    )
    {
        found = new FhirFolder(folder, instruments);
        faults = found.faults;
        if (!Directory.Exists(folder))
            found.faults.Add(new Fault(folder, "", "there is no such folder"));
        else if (!File.Exists(Path.Combine(folder, FhirNames.Responses)))
            found.faults.Add(new Fault(folder, "", $"holds no {FhirNames.Responses}"));
        else
            return found.Read();
        return null;
    }

    /// <summary>Faults of rows by their FHIR line and place: once if it became several rows.</summary>
    public IReadOnlyList<Fault> InFhir(IEnumerable<Fault> ofRows) => [.. ofRows.Select(InFhir).Distinct()];

    private ImportFolder? Read()
    {
        var people = ReadPeople();
        var answered = ReadAnswers(people);
        var temporary = Directory.CreateTempSubdirectory("caregiversignal-fhir-");
        try
        {
            Write(temporary.FullName, people.Values, answered);
            var rows = FolderReader.Read(temporary.FullName, instruments, out var ofRows);
            faults.AddRange(InFhir(ofRows));
            var read = rows is null ? null : InVersions(rows);
            return faults.Count == 0 ? read : null;
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private Dictionary<string, Person> ReadPeople()
    {
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var (line, patient) in lines.Of<R4.Patient>(folder, FhirNames.Patients))
        {
            void Wrong(string path, string message) =>
                faults.Add(FhirLines.In(FhirNames.Patients, line, path, message));
            if (TagOf(patient, FhirNames.Part) == FhirNames.CaredFor)
                continue;
            var codes = patient.Identifier;
            var code =
                codes.Find(identifier =>
                    identifier.System?.EndsWith(FhirNames.Person, StringComparison.Ordinal) == true
                ) ?? (codes.Count == 1 ? codes[0] : null);
            if (code?.Value is not { } value)
                Wrong(
                    "Patient.identifier",
                    $"has no code of the support point; needed is one identifier with a value, or one with a system that ends in {FhirNames.Person}"
                );
            else if (patient.Id is not { } id)
                Wrong("Patient.id", "is missing; the responses refer to it");
            else if (people.TryGetValue(id, out var first))
                Wrong("Patient.id", $"'{id}' is there twice; the first is in line {first.Line}");
            else
                people[id] = new Person(
                    line,
                    value,
                    DayOf(code.Period?.Start, "Patient.identifier.period.start", Wrong),
                    TagOf(patient, FhirNames.Status) ?? (patient.Active == false ? "ended" : "active")
                );
        }

        return people;
    }

    private List<Answered> ReadAnswers(Dictionary<string, Person> people)
    {
        var answered = new List<Answered>();
        var first = new Dictionary<(string, DateOnly, string), int>();
        foreach (var (line, response) in lines.Of<R4.QuestionnaireResponse>(folder, FhirNames.Responses))
        {
            if (response.Status == R4.QuestionnaireResponse.QuestionnaireResponseStatus.EnteredInError)
                continue;
            var before = faults.Count;
            var item = ReadResponse(line, response, people);
            if (
                faults.Count == before
                && first.TryGetValue((item.Person, item.Asked, item.Instrument), out var earlier)
            )
            {
                faults.Add(
                    FhirLines.In(
                        FhirNames.Responses,
                        line,
                        "QuestionnaireResponse.questionnaire",
                        $"'{item.Instrument}' of '{OneLine.Shown(item.Person)}', asked on {item.Asked:yyyy-MM-dd}, is there twice; the first is in line {earlier}"
                    )
                );
            }

            if (faults.Count > before)
                continue;
            first[(item.Person, item.Asked, item.Instrument)] = line;
            answered.Add(item);
        }

        return answered;
    }

    /// <returns>Not to be used if it adds a fault.</returns>
    private Answered ReadResponse(int line, R4.QuestionnaireResponse response, Dictionary<string, Person> people)
    {
        void Wrong(string path, string message) =>
            faults.Add(FhirLines.In(FhirNames.Responses, line, "QuestionnaireResponse." + path, message));
        var authored = DayOf(response.Authored, "authored", Wrong);
        var tag = TagOf(response, FhirNames.AskedOn);
        var asked = tag is null ? authored : DayOf(tag, "meta.tag", Wrong);
        if (tag is null && response.Authored is null)
            Wrong("authored", "is missing; needed is a day, as 2026-03-31");
        var (instrument, version) = InstrumentOf(response.Questionnaire, Wrong);
        var given = new List<(string, string, string)>();
        for (var place = 0; place < response.Item.Count; place++)
            ReadItem(response.Item[place], string.Create(CultureInfo.InvariantCulture, $"item[{place}]"), given, Wrong);
        if (given.Count > 0 && response.Status == R4.QuestionnaireResponse.QuestionnaireResponseStatus.InProgress)
            Wrong("status", "'in-progress' has answers; allowed with answers are completed, amended and stopped");
        return new Answered(
            line,
            PersonOf(response.Subject, people, Wrong),
            instrument,
            version,
            asked ?? default,
            authored ?? asked ?? default,
            given
        );
    }

    private (string Key, int? Version) InstrumentOf(string? canonical, Action<string, string> wrong)
    {
        if (FhirNames.Questionnaire(canonical) is not { } named || instruments.Find(named.Key) is null)
        {
            wrong(
                "questionnaire",
                $"'{OneLine.Shown(canonical ?? "")}' is not known; known is {FhirNames.Questionnaires} with one of {string.Join(", ", instruments.Keys)}"
            );
            return ("", null);
        }

        var versions = instruments
            .All.Where(instrument => instrument.Key == named.Key)
            .Select(instrument => instrument.Version.ToString(CultureInfo.InvariantCulture))
            .ToList();
        if (named.Version is not { } version)
            return (named.Key, null);
        if (versions.Contains(version))
            return (named.Key, int.Parse(version, CultureInfo.InvariantCulture));
        wrong(
            "questionnaire",
            $"'{OneLine.Shown(canonical!)}' is of a version that is not known; known are {string.Join(", ", versions)}"
        );
        return ("", null);
    }

    private static string PersonOf(
        R4.ResourceReference? subject,
        Dictionary<string, Person> people,
        Action<string, string> wrong
    )
    {
        if (subject?.Identifier?.Value is { } code)
            return code;
        var reference = subject?.Reference ?? "";
        if (people.TryGetValue(reference.Split('/')[^1], out var person))
            return person.Code;
        wrong(
            "subject.reference",
            reference.Length == 0
                ? "is missing; needed is whose answers it has, as Patient/12"
                : $"'{OneLine.Shown(reference)}' is not in {FhirNames.Patients}, or that line has a fault"
        );
        return "";
    }

    private static void ReadItem(
        R4.QuestionnaireResponse.ItemComponent item,
        string place,
        List<(string Item, string Value, string Place)> given,
        Action<string, string> wrong
    )
    {
        if (item.Item.Count > 0 || item.Answer.Exists(answer => answer.Item.Count > 0))
            wrong(place + ".item", "is there; allowed are items that have answers and no items of their own");
        if (item.Answer.Count > 1)
            wrong(place + ".answer", $"has {item.Answer.Count} answers; allowed is one");
        if (item.Answer is not [{ Value: var value }])
            return;
        if (TextOf(value) is { } text)
            given.Add((item.LinkId!, text, place));
        else
            wrong(
                place + ".answer[0].value",
                $"is a {value?.TypeName ?? "missing value"}; allowed are valueInteger, and valueCoding with a code"
            );
    }

    private static string? TextOf(R4.DataType? value) =>
        value switch
        {
            R4.Integer { Value: { } number } => number.ToString(CultureInfo.InvariantCulture),
            R4.Coding { Code: { } code } => code,
            _ => null,
        };

    private static DateOnly? DayOf(string? text, string path, Action<string, string> wrong)
    {
        if (text is null)
            return null;
        if (
            DateOnly.TryParseExact(
                text.Split('T')[0],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
            return day;
        wrong(path, $"'{OneLine.Shown(text)}' is not a day; write 2026-03-31");
        return null;
    }

    private static string? TagOf(R4.Resource resource, string system) =>
        resource.Meta?.Tag.Find(tag => tag.System == system)?.Code;

    private void Write(string path, IEnumerable<Person> people, List<Answered> answered)
    {
        // A person without an enrolment day must exist already.
        Table(
            path,
            FolderFiles.People,
            "person,enrolled,status",
            people
                .Where(person => person.Enrolled is not null)
                .Select(person =>
                    (
                        new Source(person.Line),
                        new[] { person.Code, FhirNames.Text(person.Enrolled!.Value), person.Status }
                    )
                )
        );
        var rounds = answered.GroupBy(item => (item.Person, item.Asked)).ToList();
        Table(
            path,
            FolderFiles.Asked,
            "person,date,instruments",
            rounds.Select(round =>
                (
                    new Source(round.First().Line),
                    new[]
                    {
                        round.Key.Person,
                        FhirNames.Text(round.Key.Asked),
                        string.Join(';', round.Select(item => item.Instrument)),
                    }
                )
            )
        );
        var days = rounds.ToLookup(round => round.Key.Person, round => round.Key.Asked);
        Table(
            path,
            FolderFiles.Answers,
            "person,date,instrument,item,value",
            answered.SelectMany(item =>
                item.Given.Select(answer =>
                    (
                        new Source(item.Line, answer.Place, item.Version),
                        new[]
                        {
                            item.Person,
                            FhirNames.Text(Within(item, days[item.Person])),
                            item.Instrument,
                            answer.Item,
                            answer.Value,
                        }
                    )
                )
            )
        );
    }

    private static DateOnly Within(Answered answered, IEnumerable<DateOnly> asked) =>
        ExportedCheckIns.Within(
            answered.Asked,
            asked.Where(day => day > answered.Asked).DefaultIfEmpty(DateOnly.MaxValue).Min(),
            answered.On
        );

    private void Table(string path, string name, string header, IEnumerable<(Source Source, string[] Cells)> rows)
    {
        using var file = new StreamWriter(OwnerOnly.Create(Path.Combine(path, name)));
        file.WriteLine(header);
        foreach (var (source, cells) in rows)
        {
            sources[name].Add(source);
            file.WriteLine(string.Join(',', cells.Select(TableFile.Cell)));
        }
    }

    /// <summary>The rows with the questionnaire version that each response names.</summary>
    private ImportFolder InVersions(ImportFolder rows)
    {
        var codes = new Dictionary<(ItemCode, int), ItemCode>();
        AnswerRow InVersion(AnswerRow row)
        {
            if (SourceOf(FolderFiles.Answers, row.Row)?.Version is not { } version)
                return row;
            if (!codes.TryGetValue((row.Given, version), out var code))
                codes[(row.Given, version)] = code = row.Given with { Version = version };
            if (instruments.Get(row.Instrument, version).PlaceOf(row.Item, row.Value) < 0)
                faults.Add(
                    InFhir(
                        row.Place.Wrong(
                            "value",
                            $"{row.Value} of {row.Item} is not allowed in version {version} of {row.Instrument}"
                        )
                    )
                );
            return row with { Given = code };
        }

        var answers = rows
            .Answers.Select(answered => new PersonAnswers(answered.Person, [.. answered.Rows.Select(InVersion)]))
            .ToList();
        return rows with
        {
            Answers = answers,
            Given = [.. answers.SelectMany(answered => answered.Rows).Select(row => row.Given).Distinct()],
        };
    }

    private Source? SourceOf(string table, int row) =>
        sources.TryGetValue(table, out var ofTable) && row >= 2 && row - 2 < ofTable.Count ? ofTable[row - 2] : null;

    private Fault InFhir(Fault fault)
    {
        if (
            fault.InTable?.Place.GetArguments() is not [int row, string column]
            || SourceOf(fault.Where, row) is not { } source
        )
            return fault;
        var (file, path) = (fault.Where, column) switch
        {
            (FolderFiles.People, "person") => (FhirNames.Patients, "Patient.identifier.value"),
            (FolderFiles.People, "enrolled") => (FhirNames.Patients, "Patient.identifier.period.start"),
            (FolderFiles.People, "status") => (FhirNames.Patients, "Patient.meta.tag"),
            (FolderFiles.People, _) => (FhirNames.Patients, "Patient"),
            (_, "person") => (FhirNames.Responses, "QuestionnaireResponse.subject"),
            (FolderFiles.Asked, "date") => (FhirNames.Responses, "QuestionnaireResponse.meta.tag"),
            (_, "date") => (FhirNames.Responses, "QuestionnaireResponse.authored"),
            (_, "item") => (FhirNames.Responses, $"QuestionnaireResponse.{source.Item}.linkId"),
            (_, "value") => (FhirNames.Responses, $"QuestionnaireResponse.{source.Item}.answer[0].value"),
            _ => (FhirNames.Responses, "QuestionnaireResponse.questionnaire"),
        };
        var message = FirstRow()
            .Replace(
                fault.Message,
                found =>
                    SourceOf(fault.Where, int.Parse(found.ValueSpan[RowWord.Length..], CultureInfo.InvariantCulture))
                        is { } first
                        ? string.Create(CultureInfo.InvariantCulture, $"line {first.Line}")
                        : found.Value
            )
            .Replace(
                FolderFiles.People,
                $"{FhirNames.Patients} with an identifier.period.start, the day of enrolment,",
                StringComparison.Ordinal
            )
            .Replace(FolderFiles.Asked, FhirNames.Responses, StringComparison.Ordinal);
        return FhirLines.In(file, source.Line, path, message);
    }

    private const string RowWord = "row ";

    [GeneratedRegex(RowWord + "[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex FirstRow();
}
