using System.Globalization;
using System.Text;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Staff.Credentials;

/// <summary>Codes as RFC 6238 has them, and which of them are taken.</summary>
public sealed class TotpTests
{
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("12345678901234567890");

    private static readonly Gen<(byte[] Seed, DateTimeOffset Now, int By)> Codes =
        from seed in Gen.Choose(0, 255).Select(one => (byte)one).ArrayOf(Totp.SeedLength)
        from second in Gen.Choose(0, int.MaxValue)
        from shift in Gen.Choose(-1, 1)
        select (seed, DateTimeOffset.FromUnixTimeSeconds(second), shift);

    /// <summary>RFC 6238, appendix B, the rows with SHA-1.</summary>
    [Theory]
    [InlineData("1970-01-01T00:00:59Z", "94287082")]
    [InlineData("2005-03-18T01:58:29Z", "07081804")]
    [InlineData("2005-03-18T01:58:31Z", "14050471")]
    [InlineData("2009-02-13T23:31:30Z", "89005924")]
    [InlineData("2033-05-18T03:33:20Z", "69279037")]
    [InlineData("2603-10-11T11:33:20Z", "65353130")]
    public void The_codes_are_those_of_the_standard(string at, string code)
    {
        var step = Totp.StepOf(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));

        Assert.Equal(code, Totp.Code(Seed, step, digits: 8));
        Assert.Equal(code[2..], Totp.Code(Seed, step));
    }

    /// <summary>RFC 4648, section 10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void A_seed_is_written_as_the_standard_has_it(string clear, string written) =>
        Assert.Equal(written, Totp.InWords(Encoding.ASCII.GetBytes(clear)));

    [Fact]
    public void A_code_is_taken_one_step_early_or_late_and_no_further()
    {
        var now = new DateTimeOffset(2026, 3, 2, 9, 0, 15, TimeSpan.Zero);
        var step = Totp.StepOf(now);

        var taken = Enumerable
            .Range(-4, 9)
            .Where(by => Totp.Accepted(Seed, Totp.Code(Seed, step + by), now, after: 0) == step + by);

        Assert.Equal([-1, 0, 1], taken);
    }

    [Fact]
    public void No_code_is_taken_twice_nor_one_before_it_whatever_the_seed_and_the_moment() =>
        Law.Holds(
            Codes,
            it =>
            {
                var step = Totp.StepOf(it.Now) + it.By;
                var code = Totp.Code(it.Seed, step);
                return code.Length == Totp.Digits
                    && code.All(char.IsAsciiDigit)
                    && Totp.Accepted(it.Seed, code, it.Now, after: step - 1) == step
                    && Totp.Accepted(it.Seed, code, it.Now, after: step) != step
                    && Totp.Accepted(it.Seed, code, it.Now, after: step + 2) is null;
            }
        );

    [Fact]
    public void The_link_for_the_app_says_for_what_and_for_whom_it_is() =>
        Assert.Equal(
            "otpauth://totp/De%20Linde:els%40steunpunt.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=De%20Linde&algorithm=SHA1&digits=6&period=30",
            Totp.LinkOf(Seed, "De Linde", "els@steunpunt.example")
        );

    [Fact]
    public void A_recovery_code_has_eighty_bits_and_is_known_however_it_is_typed()
    {
        var codes = Enumerable.Range(0, 200).Select(_ => RecoveryCodes.New()).ToList();

        Assert.Each(codes, code => Assert.Matches("^([a-z2-7]{4}-){3}[a-z2-7]{4}$", code));
        Assert.Equal(200, codes.Distinct().Count());
        Assert.Equal(
            RecoveryCodes.Plain(codes[0]),
            RecoveryCodes.Plain($" {codes[0].ToUpperInvariant().Replace('-', ' ')} ")
        );
    }
}
