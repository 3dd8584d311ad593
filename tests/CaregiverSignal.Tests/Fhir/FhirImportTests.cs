namespace CaregiverSignal.Tests.Fhir;

public sealed class FhirImportTests : AtASite
{
    private const string Patient =
        """{"resourceType":"Patient","id":"1","identifier":[{"system":"https://steunpunt.example/fhir/person","value":"anna","period":{"start":"2025-01-05"}}]}""";

    private readonly TemporaryFolder folder = new();

    public FhirImportTests()
        : base("2026-03-10") => folder.Write("Patient.ndjson", Patient);

    private string In => folder.Name;

    [Fact]
    public async Task Answers_of_elsewhere_come_in_with_their_patient_and_are_scored()
    {
        Write(
            Response(
                authored: "2025-11-03T23:30:00+01:00",
                items: [.. CsiItems.Select(key => Given(key, "\"valueInteger\":1"))]
            ),
            Response(
                questionnaire: "volhoudtijd|1",
                authored: "2025-11-03",
                items: Given("time", "\"valueCoding\":{\"code\":\"2\"}")
            )
        );

        var (code, output, error) = Import();

        Assert.Equal((0, ""), (code, error));
        Assert.Begins("Stored: people 1 new, 0 changed, 0 unchanged; 1 check-ins, 14 answers", output);
        Assert.Equal(
            "anna 2025-11-03 csi;volhoudtijd 13 high",
            await site.Value<string>(
                $"""
                select person || ' ' || asked_on || ' ' || instruments || ' ' || cast(value as int) || ' ' || band
                from {site.Scores} join response on response.id = response_id join check_in on check_in.id = check_in_id
                    join caregiver on caregiver.id = response.caregiver_id
                where instrument = 'csi'
                """
            )
        );
        Assert.Equal(1, await site.Count("audit_log", "action = 'import'"));
    }

    [Fact]
    public async Task Who_is_here_already_keeps_their_details_and_who_ended_is_not_asked_again()
    {
        await site.Add(Some.Person("anna", "2025-01-05", born: "1957-03-02"));
        folder.Write(
            "Patient.ndjson",
            Patient
                + "\n"
                + """{"resourceType":"Patient","id":"2","active":false,"identifier":[{"value":"bea","period":{"start":"2025-01-05"}}]}"""
        );
        Write();
        var before = await site.Value<string>(
            "select first_name || email || born || channel from caregiver where person = 'anna'"
        );

        Assert.Equal(0, Import().Code);

        Assert.Equal(
            before,
            await site.Value<string>(
                "select first_name || email || born || channel from caregiver where person = 'anna'"
            )
        );
        Assert.Equal("ended", await site.Value<string>("select status from caregiver where person = 'bea'"));
    }

    [Fact]
    public async Task The_version_that_a_response_names_is_the_one_that_is_stored()
    {
        Write(
            Response(questionnaire: "wishes|1", items: []),
            Response(questionnaire: "wishes|2", asked: "2025-12-01", items: [])
        );
        var items = site.Instruments.Get("wishes", 1).Items;
        var item = items.First(each => site.Instruments.Get("wishes", 2).Item(each.Key) is not null);
        var value = Given(item.Key, $"\"valueInteger\":{item.Lowest}");
        Write(
            Response(questionnaire: "wishes|1", items: value),
            Response(questionnaire: "wishes|2", asked: "2025-12-01", items: value)
        );

        Assert.Equal((0, ""), (Import() is var ran ? (ran.Code, ran.Error) : default));

        Assert.Equal("1,2", await site.Joined("select cast(version as text) from response order by id"));
    }

    [Theory]
    [InlineData(
        "{\"resourceType\":\"QuestionnaireResponse\"",
        "line 1, QuestionnaireResponse: is not JSON, at byte 40"
    )]
    [InlineData(
        "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"\":1}",
        "line 1, QuestionnaireResponse: cannot be read as a resource"
    )]
    [InlineData(
        "[1]",
        "line 1, QuestionnaireResponse: cannot be read as a resource; allowed is one of type QuestionnaireResponse a line"
    )]
    [InlineData(
        Patient,
        "line 1, resourceType: 'Patient' is not allowed in this file; allowed is QuestionnaireResponse"
    )]
    [InlineData("{} {}", "line 1, QuestionnaireResponse: is not JSON, at byte 3")]
    [InlineData(
        "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"odd\"}",
        "line 1, QuestionnaireResponse.status: Value 'odd' is not a correct code"
    )]
    [InlineData(
        "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"zork\":1}",
        "line 1, QuestionnaireResponse.zork: Found unknown element 'zork'"
    )]
    [InlineData(
        "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"authored\":3}",
        "line 1, QuestionnaireResponse.authored: integer 3 is not the right type"
    )]
    public async Task What_is_no_sound_resource_is_told_with_its_line_and_place(string line, string fault)
    {
        Write(line);

        await Refused(fault);
    }

    [Fact]
    public async Task Every_fault_is_told_with_line_place_value_and_what_is_allowed_and_nothing_is_stored()
    {
        var sleep = Given("sleep", "\"valueInteger\":1");
        Write(
            Response(questionnaire: "phq-9|1", items: sleep),
            Response(questionnaire: "csi|9", items: sleep),
            Response(subject: "Patient/99", items: sleep),
            Response(items: Given("sleep", "\"valueInteger\":7")),
            Response(asked: "2025-11-04", items: Given("hunger", "\"valueInteger\":1")),
            Response(asked: "2025-11-05", items: Given("sleep", "\"valueString\":\"ja\"")),
            Response(
                asked: "2025-11-06",
                items: "{\"linkId\":\"sleep\",\"answer\":[{\"valueInteger\":1},{\"valueInteger\":0}]}"
            ),
            Response(asked: "2025-11-07", items: [sleep, sleep]),
            Response(asked: "2025-11-08", items: sleep),
            Response(asked: "2025-11-08", items: sleep),
            Response(asked: "2025-11", items: sleep),
            Response(asked: "2025-11-09", status: "in-progress", items: sleep),
            Response(asked: "1700-01-01", authored: "1700-01-01", items: sleep),
            Response(asked: "2025-11-10", items: "{\"linkId\":\"a\",\"item\":[{\"linkId\":\"sleep\"}]}"),
            Response(asked: "2025-11-11", status: "entered-in-error", questionnaire: "phq-9|1", items: sleep)
        );

        await Refused(
            "line 1, QuestionnaireResponse.questionnaire: 'urn:caregiversignal:questionnaire:phq-9|1' is not known; known is urn:caregiversignal:questionnaire: with one of aftercare, ",
            "line 2, QuestionnaireResponse.questionnaire: 'urn:caregiversignal:questionnaire:csi|9' is of a version that is not known; known are 1",
            "line 3, QuestionnaireResponse.subject.reference: 'Patient/99' is not in Patient.ndjson",
            "line 4, QuestionnaireResponse.item[0].answer[0].value: '7' is not allowed for csi.sleep; allowed are 0 to 1",
            "line 5, QuestionnaireResponse.item[0].linkId: 'hunger' is not an item of csi; its items are sleep, ",
            "line 6, QuestionnaireResponse.item[0].answer[0].value: is a string; allowed are valueInteger, and valueCoding with a code",
            "line 7, QuestionnaireResponse.item[0].answer: has 2 answers; allowed is one",
            "line 8, QuestionnaireResponse.item[1].linkId: is there twice; the first is in line 8",
            "line 10, QuestionnaireResponse.questionnaire: 'csi' of 'anna', asked on 2025-11-08, is there twice; the first is in line 9",
            "line 11, QuestionnaireResponse.meta.tag: '2025-11' is not a day; write 2026-03-31",
            "line 12, QuestionnaireResponse.status: 'in-progress' has answers; allowed with answers are completed, amended and stopped",
            "line 13, QuestionnaireResponse.meta.tag: '1700-01-01' is not allowed; allowed are days from 1900-01-01 to 2199-12-31",
            "line 13, QuestionnaireResponse.authored: '1700-01-01' is not allowed; allowed are days from 1900-01-01 to 2199-12-31",
            "line 14, QuestionnaireResponse.item[0].item: is there; allowed are items that have answers and no items of their own"
        );
    }

    [Fact]
    public async Task Faults_that_only_the_store_can_tell_have_their_line_too()
    {
        folder.Write("Patient.ndjson", """{"resourceType":"Patient","id":"1","identifier":[{"value":"zoe"}]}""");
        Write(
            Response(items: Given("sleep", "\"valueInteger\":1")),
            Response(asked: "2199-01-01", authored: "2199-01-01", items: [])
        );

        await Refused(
            "line 1, QuestionnaireResponse.subject: 'zoe' is not in Patient.ndjson with an identifier.period.start, the day of enrolment, and not in the store",
            "line 2, QuestionnaireResponse.subject: 'zoe' is not in Patient.ndjson with an identifier.period.start, the day of enrolment, and not in the store",
            "line 2, QuestionnaireResponse.meta.tag: 2199-01-01 has not come yet; allowed is today, or earlier"
        );
    }

    [Fact]
    public async Task Patients_that_cannot_be_told_apart_are_refused()
    {
        folder.Write(
            "Patient.ndjson",
            string.Join(
                '\n',
                Patient,
                Patient,
                """{"resourceType":"Patient","id":"3"}""",
                """{"resourceType":"Patient","id":"4","identifier":[{"value":"a"},{"value":"b"}]}""",
                """{"resourceType":"Patient","id":"5","identifier":[{"value":"anna","period":{"start":"2025-02-05"}}]}""",
                """{"resourceType":"Patient","id":"6","identifier":[{"value":"carl","period":{"start":"2025"}}]}"""
            )
        );
        Write();

        var error = await Refused();

        Assert.Has("Patient.ndjson: line 2, Patient.id: '1' is there twice; the first is in line 1", error);
        Assert.Has("Patient.ndjson: line 3, Patient.identifier: has no code of the support point", error);
        Assert.Has("Patient.ndjson: line 4, Patient.identifier: has no code of the support point", error);
        Assert.Has("Patient.ndjson: line 5, Patient.identifier.value: is there twice; the first is in line 1", error);
        Assert.Has("Patient.ndjson: line 6, Patient.identifier.period.start: '2025' is not a day", error);
    }

    [Fact]
    public async Task An_answer_that_came_after_the_next_questions_counts_from_the_day_before_them()
    {
        var sleep = Given("sleep", "\"valueInteger\":1");
        Write(
            Response(asked: "2025-11-03", authored: "2025-11-09", items: sleep),
            Response(asked: "2025-11-04", authored: "2025-11-05", items: sleep)
        );

        Assert.Equal((0, ""), (Import() is var ran ? (ran.Code, ran.Error) : default));

        Assert.Equal(
            "2025-11-03,2025-11-05",
            await site.Joined("select substr(finished_at, 1, 10) from response order by finished_at")
        );
    }

    [Fact]
    public async Task A_text_with_NUL_is_told_by_its_own_file_and_line()
    {
        folder.Write("Patient.ndjson", Patient.Replace("anna", "an\\u0000na", StringComparison.Ordinal));
        Write(Response(items: Given("sle\\u0000ep", "\"valueInteger\":1")));

        var error = await Refused();

        Assert.Has("Patient.ndjson: line 1, Patient: has a NUL in a text, at byte 111; FHIR allows none", error);
        Assert.Has("QuestionnaireResponse.ndjson: line 1, QuestionnaireResponse: has a NUL in a text", error);
        Assert.Lacks(".csv", error);
    }

    [Fact]
    public async Task A_line_without_end_fills_no_memory()
    {
        using (var file = File.Create(Path.Combine(In, "QuestionnaireResponse.ndjson")))
        {
            file.Write("{\"resourceType\":\"QuestionnaireResponse\",\"id\":\""u8);
            var much = new byte[1024 * 1024];
            Array.Fill(much, (byte)'a');
            for (var times = 0; times < 64; times++)
                file.Write(much);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();

        await Refused("line 1: is longer than 1000000 bytes; each line is one resource");

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 * 1024 * 1024);
    }

    [Fact]
    public void A_folder_that_is_not_there_or_holds_none_is_told_and_so_is_none_at_all()
    {
        Assert.Has("there is no such folder", FhirVerbs.Import(site.StorePath, Path.Combine(In, "none")).Error);
        Assert.Has("holds no QuestionnaireResponse.ndjson", Import().Error);
        Assert.Equal(2, VerbRun.Of("import").Code);
        Assert.Equal(2, VerbRun.Of("import", "a", "--fhir", "b").Code);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_stored_and_stores_nothing()
    {
        Write(Response(items: Given("sleep", "\"valueInteger\":1")));

        var (code, output, _) = FhirVerbs.Import(site.StorePath, In, "--dry-run");

        Assert.Equal(0, code);
        Assert.Begins("Would store: people 1 new", output);
        Assert.Equal(0, await site.Count("caregiver"));
    }

    private string[] CsiItems => [.. site.Instruments.Newest("csi").Items.Select(item => item.Key)];

    private void Write(params string[] responses) =>
        folder.Write("QuestionnaireResponse.ndjson", string.Join('\n', responses) + "\n");

    private (int Code, string Output, string Error) Import() => FhirVerbs.Import(site.StorePath, In);

    private async Task<string> Refused(params string[] faults)
    {
        var before = await site.Content();

        var (code, output, error) = Import();

        Assert.Equal((1, ""), (code, output));
        var told = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (faults.Length > 0)
        {
            Assert.Each(
                faults,
                fault =>
                    Assert.Contains(
                        told,
                        text => text.StartsWith("QuestionnaireResponse.ndjson: " + fault, StringComparison.Ordinal)
                    )
            );
            Assert.True(faults.Length == told.Length, error);
        }

        Assert.Equal(before, await site.Content());
        return error;
    }

    private static string Response(
        string questionnaire = "csi|1",
        string subject = "Patient/1",
        string authored = "2025-11-03",
        string? asked = null,
        string status = "completed",
        params string[] items
    ) =>
        $$"""{"resourceType":"QuestionnaireResponse","questionnaire":"urn:caregiversignal:questionnaire:{{questionnaire}}","status":"{{status}}","subject":{"reference":"{{subject}}"},"authored":"{{authored}}"{{(asked is null ? "" : $",\"meta\":{{\"tag\":[{{\"system\":\"urn:caregiversignal:asked-on\",\"code\":\"{asked}\"}}]}}")}}{{(items.Length == 0 ? "" : $",\"item\":[{string.Join(',', items)}]")}}}""";

    private static string Given(string item, string value) => $$"""{"linkId":"{{item}}","answer":[{{{value}}}]}""";
}
