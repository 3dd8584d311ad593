using CaregiverSignal.Answers;
using CaregiverSignal.Export;
using CaregiverSignal.Files;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using Hl7.Fhir.Serialization;
using R4 = Hl7.Fhir.Model;

namespace CaregiverSignal.Fhir;

/// <summary>Writes the database as a FHIR bulk export (NDJSON, a file per resource type), as of one moment.</summary>
/// <remarks>Only this folder uses the library, so that nothing else waits for it to be loaded.</remarks>
public sealed class FhirExports : IStoreExport
{
    private readonly FhirJsonSerializer serializer = new();
    private readonly SiteTime time;
    private readonly Instruments instruments;
    private readonly FhirPerson people;

    /// <param name="withNames">Whether to identify people; otherwise there is a code, and the year of birth.</param>
    public FhirExports(SiteTime time, Instruments instruments, string site, string supportPoint, bool withNames) =>
        (this.time, this.instruments, people) = (time, instruments, new(site.TrimEnd('/'), supportPoint, withNames));

    /// <inheritdoc/>
    public Task<int> WriteAsync(
        Database database,
        string? person,
        PrivateFolder folder,
        Action<int, int> progress,
        CancellationToken stop = default
    ) => database.ReadAsync(transaction => Write(transaction, person, folder, progress), stop);

    private async Task<int> Write(
        Transaction transaction,
        string? person,
        PrivateFolder folder,
        Action<int, int> progress
    )
    {
        using var patients = folder.Open(FhirNames.Patients);
        using var related = folder.Open("RelatedPerson.ndjson");
        using var consents = folder.Open("Consent.ndjson");
        using var responses = folder.Open(FhirNames.Responses);
        using var observations = folder.Open("Observation.ndjson");
        using var questionnaires = folder.Open("Questionnaire.ndjson");
        var used = new HashSet<Instrument>();
        var caredFor = new HashSet<string>(StringComparer.Ordinal);
        var ids = await ExportTable.Ids(transaction, person);
        for (var place = 0; place < ids.Count; place++)
        {
            progress(ids.Count, place);
            var caregiver = (await CaregiverTable.Get(transaction, ids[place]))!;
            List<CareFacts> cares =
            [
                .. (await SituationTable.Of(transaction, caregiver.Id)).Where(facts => !facts.IsEmpty),
            ];
            Line(patients, people.PatientOf(caregiver, await PersonDetailsTable.Of(transaction, caregiver.Id), cares));
            foreach (var caring in cares)
            {
                var patient = await PatientIn(transaction, caring);
                if (caredFor.Add(patient))
                    Line(patients, people.CaredFor(patient, caring));
                Line(related, people.RelatedOf(caregiver, caring, patient));
            }

            foreach (var consent in await ConsentTable.Of(transaction, caregiver.Id))
                Line(consents, people.ConsentOf(consent, time.Today));
            await WriteAnswers(transaction, caregiver.Id, used, responses, observations);
        }

        foreach (var instrument in instruments.All.Where(used.Contains))
            Line(questionnaires, FhirQuestionnaire.Of(instrument));
        return ids.Count;
    }

    /// <summary>One id for all who care for them, whichever caregiver is written.</summary>
    private static async Task<string> PatientIn(Transaction transaction, CareFacts care)
    {
        var first = care.Situation is { } code
            ? (await SituationTable.In(transaction, code)).Min(caring => caring.Id)
            : care.Id;
        return $"{FhirNames.CaredFor}-{FhirNames.Text(first)}";
    }

    private async Task WriteAnswers(
        Transaction transaction,
        long id,
        HashSet<Instrument> used,
        StreamWriter responses,
        StreamWriter observations
    )
    {
        var given = (await AnswerTable.OfCaregiver(transaction, id)).ToLookup(answer =>
            (answer.CheckInId, answer.Instrument)
        );
        var finished = (await ResponseTable.FinishedOf(transaction, id)).ToDictionary(response =>
            (response.CheckInId, response.Instrument)
        );
        var scores = (await ScoreTable.Of(transaction, id)).ToLookup(score => (score.CheckInId, score.Instrument));
        foreach (
            var checkIn in await ExportedCheckIns.Of(transaction, id, given.Select(group => group.Key.CheckInId), time)
        )
        foreach (var key in checkIn.InstrumentKeys)
        {
            var answered = checkIn.AnsweredAt is null ? null : finished.GetValueOrDefault((checkIn.Id, key));
            var instrument = answered is null ? instruments.Find(key) : instruments.Get(key, answered.Version);
            // Asked and never answered, and its file is gone.
            if (instrument is null)
                continue;
            used.Add(instrument);
            if (answered is null)
            {
                Line(responses, FhirResponse.Unanswered(checkIn, instrument));
                continue;
            }

            Line(responses, FhirResponse.Of(checkIn, answered, instrument, given[(checkIn.Id, key)]));
            foreach (var score in scores[(checkIn.Id, key)])
                Line(observations, FhirResponse.Observation(answered, instrument, score));
        }
    }

    private void Line(StreamWriter file, R4.Resource resource) =>
        file.WriteLine(serializer.SerializeToString(resource));
}
