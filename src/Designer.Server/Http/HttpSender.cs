using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Activities.Http;
using Activities.Runs;

namespace Designer.Server.Http;

internal sealed class HttpSender(HttpClient http, TimeProvider time) : IHttpSender
{
    private const int MostBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<HttpAnswer> SendAsync(HttpQuestion question, CancellationToken cancellationToken)
    {
        using var request = Request(question);
        using var tooLong = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new HttpAnswer(HttpTurn.Timeout) { Remark = $"'{question.Url.Host}' did not answer within {Patience.TotalSeconds:0} seconds." };
        }
        catch (HttpRequestException fault) when (fault.InnerException is PrivateAddressException refused)
        {
            throw new ActivityFaultException(refused.Message, canRetry: false, fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException)
        {
            return new HttpAnswer(HttpTurn.FailedToConnect) { Remark = $"'{question.Url.Host}' could not be reached: {fault.Message}" };
        }
    }

    private static HttpRequestMessage Request(HttpQuestion question)
    {
        var request = new HttpRequestMessage(new HttpMethod(question.Method), question.Url);
        if (question.Content is { } content)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
            if (!MediaTypeHeaderValue.TryParse(question.ContentType, out var type))
                throw new ActivityFaultException($"'{question.ContentType}' is no content type.", canRetry: false);
            request.Content.Headers.ContentType = type;
        }
        foreach (var (name, value) in question.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
                throw new ActivityFaultException($"The request cannot carry the header '{name}'.", canRetry: false);
        }
        return request;
    }

    private static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = new byte[MostBytes + 1];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MostBytes)
            throw new ActivityFaultException($"The answer of '{response.RequestMessage!.RequestUri!.Host}' is larger than {MostBytes} bytes, which is the limit.", canRetry: false);
        return new HttpAnswer(HttpTurn.Answered)
        {
            StatusCode = (int)response.StatusCode,
            Headers = response.Headers.Concat(response.Content.Headers).ToImmutableDictionary(h => h.Key, h => h.Value.ToArray()),
            MediaType = response.Content.Headers.ContentType?.MediaType,
            Text = Encoding.UTF8.GetString(bytes, 0, length),
        };
    }
}

/// <summary>A simulated run sends nothing; it goes on as if the usual answer had come, empty.</summary>
internal sealed class SimulatedHttpSender : IHttpSender
{
    public Task<HttpAnswer> SendAsync(HttpQuestion question, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpAnswer(HttpTurn.Answered) { StatusCode = question.Usual, Remark = $"Simulated: the {question.Method} request to '{question.Url.Host}' was not sent; the run goes on as if {question.Usual} had come." });
}
